// Evaluates a LogQL query with Loki's own engine, at one moment, over streams of log lines given on standard input.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/grafana/dskit/user"
	"github.com/grafana/loki/v3/pkg/logproto"
	"github.com/grafana/loki/v3/pkg/logql"
	"github.com/grafana/loki/v3/pkg/util/marshal"
)

type question struct {
	Query string `json:"query"`
	// RFC 3339.
	At      time.Time `json:"at"`
	Streams []stream  `json:"streams"`
}

type stream struct {
	// As LogQL writes them: {namespace="orders", pod="orders-1"}.
	Labels string `json:"labels"`
	Lines  []line `json:"lines"`
}

type line struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

func main() {
	answer, err := evaluate()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answer)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func evaluate() (any, error) {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return nil, err
	}
	params, err := logql.NewLiteralParams(asked.Query, asked.At, asked.At, 0, 0, logproto.FORWARD, 1000, nil, nil)
	if err != nil {
		return nil, err
	}
	engine := logql.NewEngine(logql.EngineOpts{}, logql.NewMockQuerier(0, streamsOf(asked)), logql.NoLimits, nil)
	result, err := engine.Query(params).Exec(user.InjectOrgID(context.Background(), "test"))
	if err != nil {
		return nil, err
	}
	return marshal.NewResultValue(result.Data)
}

func streamsOf(asked question) []logproto.Stream {
	streams := make([]logproto.Stream, 0, len(asked.Streams))
	for _, given := range asked.Streams {
		entries := make([]logproto.Entry, 0, len(given.Lines))
		for _, line := range given.Lines {
			entries = append(entries, logproto.Entry{Timestamp: line.At, Line: line.Text})
		}
		streams = append(streams, logproto.Stream{Labels: given.Labels, Entries: entries})
	}
	return streams
}

package exchange

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// AggregateSchema is the form of a cluster's figures that this program writes and reads.
const AggregateSchema = "cluster-aggregate/1"

// Aggregate is a cluster's figures of one term as the hub signs them.
type Aggregate struct {
	Schema  string          `json:"schema"`
	Cluster string          `json:"cluster"`
	Series  string          `json:"series"`
	Built   time.Time       `json:"built"` // the hub's clock, to be shown and not judged by
	Board   json.RawMessage `json:"board"` // a cluster.Board
}

// Sign writes the figures as the hub sends them.
func (a Aggregate) Sign(hub Key) []byte {
	a.Schema, a.Built = AggregateSchema, a.Built.UTC().Truncate(time.Millisecond)
	payload, err := json.Marshal(a)
	if err != nil {
		panic("exchange: figures that are JSON always encode: " + err.Error())
	}
	return sign(aggregateContext, payload, hub).bytes()
}

// OpenAggregate checks a cluster's figures against the hub key that was pinned at
// enrolment.
func OpenAggregate(b []byte, hub ed25519.PublicKey) (Aggregate, error) {
	if len(b) > MaxBulletin {
		return Aggregate{}, errors.New("the figures are too large to be a cluster's")
	}
	s, err := readSigned(b)
	if err != nil {
		return Aggregate{}, fmt.Errorf("read the cluster's figures: %w", err)
	}
	if err := s.verify(aggregateContext, hub); err != nil {
		return Aggregate{}, err
	}
	if err := CheckJSON(s.Payload); err != nil {
		return Aggregate{}, fmt.Errorf("read the cluster's figures: %w", err)
	}
	var a Aggregate
	if err := json.Unmarshal(s.Payload, &a); err != nil || a.Schema != AggregateSchema || !ValidCluster(a.Cluster) || !ValidSeries(a.Series) {
		return Aggregate{}, errors.New("the cluster's figures are not in the agreed form")
	}
	return a, nil
}

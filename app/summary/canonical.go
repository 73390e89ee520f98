package summary

import (
	"bytes"
	"encoding/json"
	"fmt"

	"needsbook/app/day"
)

// Canonical JSON (RFC 8785) writes the names of an object in order and nothing that is
// not needed. All texts of a summary are plain codes and all numbers are whole, so that
// a struct with its fields in that order is written so by the standard library; a test
// holds it to a library for canonical JSON.

type inOrder struct {
	AsOf      day.Date       `json:"as_of"`
	Cluster   string         `json:"cluster"`
	CodeLists CodeLists      `json:"codelists"`
	Epoch     string         `json:"epoch"`
	Kind      string         `json:"kind"`
	Prev      string         `json:"prev"`
	Rev       int            `json:"rev"`
	Routes    []string       `json:"routes,omitempty"`
	Schema    string         `json:"schema"`
	SDC       sdcInOrder     `json:"sdc"`
	Series    string         `json:"series"`
	Tables    []tableInOrder `json:"tables"`
	URN       string         `json:"urn"`
}

type sdcInOrder struct {
	Audit  string `json:"audit"`
	Hidden int    `json:"hidden"`
	Public string `json:"public"`
	Rule   string `json:"rule"`
	Scope  string `json:"scope"`
}

type tableInOrder struct {
	Cols []string `json:"cols"`
	ID   string   `json:"id"`
	Rows []string `json:"rows"`
	V    []int    `json:"v"`
}

// Payload returns the document's canonical JSON (RFC 8785), whole numbers only.
func (d Document) Payload() ([]byte, error) {
	o := inOrder{d.AsOf, d.Cluster, d.CodeLists, d.Epoch, d.Kind, d.Prev, d.Rev, d.Routes, d.Schema,
		sdcInOrder{d.SDC.Audit, d.SDC.Hidden, d.SDC.Public, d.SDC.Rule, d.SDC.Scope}, d.Series, make([]tableInOrder, len(d.Tables)), d.URN}
	for i, t := range d.Tables {
		o.Tables[i] = tableInOrder{t.Cols, t.ID, t.Rows, t.V}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(o); err != nil {
		return nil, fmt.Errorf("the summary could not be written in its canonical form: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

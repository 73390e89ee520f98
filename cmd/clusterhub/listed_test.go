package main

import (
	"os"
	"strings"
	"testing"
)

func TestEveryCommandStandsInTheGuide(t *testing.T) {
	doc, err := os.ReadFile("../../docs/hub.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verbs {
		if !strings.Contains(string(doc), "`"+v.name) && !strings.Contains(string(doc), "clusterhub "+v.name) {
			t.Errorf("docs/hub.md does not say what %s is for", v.name)
		}
	}
}

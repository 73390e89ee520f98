package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/exchange"
	"needsbook/app/summary"
)

// published is one summary with the file it was read from.
type published struct {
	file     string
	document summary.Document
}

// gather reads the named files and folders. A file named outright must be a
// summary; in a folder, files that are neither payload nor envelope are passed
// over. The same summary twice counts once.
func gather(names []string) ([]published, error) {
	var out []published
	seen := map[string]bool{}
	add := func(file string, must bool) error {
		payload, err := readPayload(file)
		if err != nil {
			if must {
				return err
			}
			return nil
		}
		d, err := summary.ReadDocument(payload)
		if err != nil {
			if must || isSummary(payload) {
				return fmt.Errorf("%s is not a summary that can be attacked: %w", file, err)
			}
			return nil
		}
		if id := exchange.DocumentID(payload); !seen[id] {
			seen[id] = true
			out = append(out, published{file, d})
		}
		return nil
	}
	for _, name := range names {
		about, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be opened", name)
		}
		if !about.IsDir() {
			if err := add(name, true); err != nil {
				return nil, err
			}
			continue
		}
		err = filepath.WalkDir(name, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !entry.Type().IsRegular() {
				return err
			}
			return add(path, false)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// isSummary reports whether bytes claim to be a summary, good or bad.
func isSummary(payload []byte) bool {
	var claim struct{ Schema string }
	return json.Unmarshal(payload, &claim) == nil && strings.HasPrefix(claim.Schema, "cluster-summary/")
}

// readPayload returns the bytes of a summary: those of the file, or of the payload
// inside an envelope. Signatures are not checked: an attacker does not care.
func readPayload(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be opened", file)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, exchange.MaxEnvelope+1))
	if err != nil || len(b) > exchange.MaxEnvelope {
		return nil, fmt.Errorf("%s cannot be read, or is larger than a summary can be", file)
	}
	var envelope struct{ Payload string }
	if err := json.Unmarshal(b, &envelope); err != nil {
		return nil, errors.New(file + " is not JSON")
	}
	if envelope.Payload == "" {
		return []byte(strings.TrimSpace(string(b))), nil
	}
	payload, err := base64.StdEncoding.DecodeString(envelope.Payload)
	if err != nil {
		return nil, errors.New(file + " is a damaged envelope")
	}
	return payload, nil
}

// Schools lets invented schools join a running hub and send their summaries of three
// terms, as real ones would: by an invitation, six words, an approval and signed
// envelopes. Some join by network, as many as a hub lets in from one address in a
// minute, the others by file.
//
//	go run ./.ci/browser-tools/schools/main.go CLUSTERHUB FOLDER ADDRESS
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
)

// clusters are where the schools are at home, with how many each has. The last school
// of the first one joins and sends nothing, so that the page says who is missing.
var clusters = []struct {
	id      string
	schools int
	silent  int
}{{"KENT-07", 10, 1}, {"KENT-08", 4, 0}, {"KENT-09", 4, 0}}

// terms are what each school sends a summary for; its pupils change in between.
var terms = []struct {
	series string
	from   day.Date
}{{"2025-26/spring", day.Of(2026, 2, 6)}, {"2025-26/summer", day.Of(2026, 6, 5)}, {"2026-27/autumn", day.Of(2026, 11, 6)}}

const byNetwork = 4

// hub is the program with its folder, and the address that it serves.
type hub struct {
	program, folder string
	client          *https.Client
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "schools CLUSTERHUB FOLDER ADDRESS")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "schools:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, folder, address string) error {
	client, err := https.New(address, http.DefaultTransport)
	if err != nil {
		return err
	}
	h := hub{program, folder, client}
	total := 0
	for _, c := range clusters {
		total += c.schools
	}
	perTerm := make([][]clustertest.School, len(terms))
	for t := range terms {
		perTerm[t] = clustertest.Schools(total, uint64(t+1))
	}
	at := 0
	for _, c := range clusters {
		for i := range c.schools {
			s := perTerm[0][at]
			key, err := h.join(ctx, s, c.id, at < byNetwork)
			if err != nil {
				return fmt.Errorf("%s joins: %w", s.Name, err)
			}
			for t := range terms {
				if i >= c.schools-c.silent {
					break
				}
				if err := h.send(ctx, perTerm[t][at], c.id, t, key); err != nil {
					return err
				}
			}
			at++
		}
	}
	return nil
}

func (h hub) send(ctx context.Context, s clustertest.School, cluster string, term int, key exchange.Key) error {
	d := s.Document(cluster, 1, "")
	d.Series, d.AsOf = terms[term].series, terms[term].from.AddDays(len(s.Pupils)%14)
	payload, err := d.Payload()
	if err != nil {
		return err
	}
	a, err := h.client.Send(ctx, exchange.Seal(payload, key))
	if err != nil || a.Code != exchange.Stored {
		return fmt.Errorf("the summary of %s for %s was answered %q: %w", s.Name, d.Series, a.Code, err)
	}
	return nil
}

// join adds a school, and lets one computer of it join with a new key.
func (h hub) join(ctx context.Context, s clustertest.School, cluster string, byNetwork bool) (exchange.Key, error) {
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return key, err
	}
	if err := h.command(nil, "school", "add", "--urn", s.URN, "--name", s.Name, "--phase", s.Phase, "--cluster", cluster); err != nil {
		return key, err
	}
	var invited struct{ Code string }
	if err := h.command(&invited, "invite", "--urn", s.URN); err != nil {
		return key, err
	}
	met, err := h.client.Hub(ctx)
	if err != nil {
		return key, err
	}
	if byNetwork {
		request, err := exchange.NewEnrolRequest(invited.Code, s.URN, "Check", key, met.Key)
		if err == nil {
			_, err = h.client.Enrol(ctx, request, met.Key)
		}
		if err != nil {
			return key, err
		}
	} else if err := h.joinByFile(invited.Code, s.URN, key, met.Key); err != nil {
		return key, err
	}
	return key, h.command(nil, "approve", "--device", key.Public().ID(), "--by", "check")
}

func (h hub) joinByFile(code, urn string, key exchange.Key, to exchange.PublicKey) error {
	file, err := exchange.EnrolFile(code, urn, "Check", key, to)
	if err != nil {
		return err
	}
	request := filepath.Join(filepath.Dir(h.folder), urn+".scj")
	if err := os.WriteFile(request, file, 0o600); err != nil {
		return err
	}
	return h.command(nil, "enrol-file", "--request", request, "--answer", request+".answer")
}

// command runs the program and reads the JSON that it prints.
func (h hub) command(into any, args ...string) error {
	c := exec.Command(h.program, slices.Concat(args, []string{"--data", h.folder, "--json"})...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(out, into)
}

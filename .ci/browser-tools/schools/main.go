// Schools lets invented schools join a running hub and send their summaries, as
// real ones would: by an invitation, six words, an approval and a signed envelope.
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

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
)

const (
	cluster = "KENT-07"
	schools = 5 // as many as a hub lets join from one address in a minute
	silent  = 1 // the last ones join and do not send, so that the page says who is missing
)

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
	for i, s := range clustertest.Schools(schools, 1) {
		key, err := h.join(ctx, s)
		if err != nil {
			return fmt.Errorf("%s joins: %w", s.Name, err)
		}
		if i >= schools-silent {
			continue
		}
		a, err := client.Send(ctx, exchange.Seal(s.Payload(cluster, 1, ""), key))
		if err != nil || a.Code != exchange.Stored {
			return fmt.Errorf("the summary of %s was answered %q: %w", s.Name, a.Code, err)
		}
	}
	return nil
}

// join adds a school, and lets one computer of it join with a new key.
func (h hub) join(ctx context.Context, s clustertest.School) (exchange.Key, error) {
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
	request, err := exchange.NewEnrolRequest(invited.Code, s.URN, "Check", key, met.Key)
	if err != nil {
		return key, err
	}
	if _, err := h.client.Enrol(ctx, request, met.Key); err != nil {
		return key, err
	}
	return key, h.command(nil, "approve", "--device", key.Public().ID(), "--by", "check")
}

// command runs the program and reads the JSON that it prints.
func (h hub) command(into any, args ...string) error {
	c := exec.Command(h.program, append(args, "--data", h.folder, "--json")...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(out, into)
}

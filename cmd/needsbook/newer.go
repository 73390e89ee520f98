package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"needsbook/app/desk"
	"needsbook/app/release"
	"needsbook/assets"
	"needsbook/ui/desktop"
)

// patience is how long an answer about newer versions is waited for.
const patience = 20 * time.Second

// releases are what is known of versions, and the one way to ask for newer ones.
func releases() (desktop.Releases, error) {
	notes, err := release.Notes(assets.Changelog)
	if err != nil {
		return desktop.Releases{}, fmt.Errorf("assets/release/CHANGELOG.md: %w", err)
	}
	source, err := release.ParseSource(assets.Releases)
	if err != nil {
		return desktop.Releases{}, fmt.Errorf("assets/dist/releases.json: %w", err)
	}
	return desktop.Releases{Notes: notes, Address: source.Address, Ask: func(ctx context.Context) ([]release.Release, error) {
		return askReleases(ctx, source, http.DefaultTransport)
	}}, nil
}

// errNoAnswer is said for every failure of the network: which one is of no use to a person.
var errNoAnswer = &desk.Refusal{Words: "The network is away, or the address does not answer."}

// askReleases asks the source for its list with one GET that says nothing of who asks:
// no name of the program, no version, no cookie. A redirect is not followed, so that
// nobody but the address that the page names is asked.
func askReleases(ctx context.Context, source release.Source, road http.RoundTripper) ([]release.Release, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, source.Address, nil)
	if err != nil {
		return nil, err
	}
	request.Header["User-Agent"] = nil // without this line Go names itself
	request.Header.Set("Accept-Encoding", "identity")
	client := http.Client{Transport: road, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return nil, errors.Join(errNoAnswer, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, errNoAnswer
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, release.MostBytes+1))
	if err != nil {
		return nil, errors.Join(errNoAnswer, err)
	}
	return source.Read(body)
}

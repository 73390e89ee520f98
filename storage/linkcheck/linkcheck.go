package linkcheck

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"needsbook/app/publish"
)

// Limits of asking.
const (
	patience      = 10 * time.Second // for one address, all it leads on to included
	atOnce        = 4
	mostRedirects = 8
)

// Asker asks web addresses. The zero value is not ready: see New.
type Asker struct {
	client *http.Client
}

// New returns an asker that asks public addresses only.
func New() *Asker { return newAsker(patience, publicOnly) }

// newAsker returns an asker that waits for so long and connects only where allowed says.
func newAsker(wait time.Duration, allowed func(address string) error) *Asker {
	dialer := &net.Dialer{Timeout: wait, Control: control(allowed)}
	return &Asker{client: &http.Client{
		Timeout:       wait,
		CheckRedirect: follow,
		Transport: &http.Transport{
			DialContext:            dialer.DialContext, // no proxy: its address is what would be checked
			TLSHandshakeTimeout:    wait,
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: 64 << 10,
		},
	}}
}

// Ask answers for each address, in their order.
func (a *Asker) Ask(ctx context.Context, addresses []string) []publish.LinkAnswer {
	answers := make([]publish.LinkAnswer, len(addresses))
	turns := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, address := range addresses {
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			answers[i] = a.ask(ctx, address)
		})
	}
	all.Wait()
	return answers
}

// ask asks for the head of a page and, where the site does not answer that well, for the
// page.
func (a *Asker) ask(ctx context.Context, address string) publish.LinkAnswer {
	answer := publish.LinkAnswer{Address: address}
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		status, to, err := a.request(ctx, method, address)
		answer.OK, answer.Why = err == nil && status < 400, ""
		switch {
		case err != nil:
			answer.Why = whyNot(err)
		case status >= 400:
			answer.OK, answer.Why = whyStatus(status)
		case to != address:
			answer.To, answer.Why = to, "It leads on to "+to
		}
		if err != nil && !isProtocol(err) || err == nil && status < 400 || ctx.Err() != nil {
			return answer // the site will say no more to a second question
		}
	}
	return answer
}

// request asks once, following where the site leads, and returns the status and the last
// address.
func (a *Asker) request(ctx context.Context, method, address string) (status int, to string, err error) {
	r, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("User-Agent", "Needsbook")
	response, err := a.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	_, err = io.CopyN(io.Discard, response.Body, 1<<10) // enough to see that a page comes
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return response.StatusCode, response.Request.URL.String(), err
}

// follow goes where a site leads, without saying where it came from.
func follow(r *http.Request, before []*http.Request) error {
	if len(before) > mostRedirects {
		return errTooManyRedirects
	}
	if r.URL.Scheme != "https" && r.URL.Scheme != "http" {
		return errNotWeb
	}
	r.Header.Del("Referer")
	return nil
}

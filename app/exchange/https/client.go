package https

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"needsbook/app/exchange"
)

// largestAnswer bounds what is read of an answer.
const largestAnswer = 64 << 10

// Client speaks to one hub.
type Client struct {
	base string
	http *http.Client
}

// Refusal is a hub's "no" to anything but a document.
type Refusal struct{ Code exchange.Code }

func (r Refusal) Error() string { return r.Code.Sentence() }

// errNoAnswer means that something on the way answered in the hub's place, as a
// web filter or a sign-in page does.
var errNoAnswer = errors.New("the answer did not come from a hub: a web filter or sign-in page may be in the way")

// New returns a client for the hub at an address such as https://hub.example.org.
// Plain http is taken for this computer only.
func New(address string, transport http.RoundTripper) (*Client, error) {
	u, err := url.Parse(strings.TrimSuffix(strings.TrimSpace(address), "/"))
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, errors.New("that is not the address of a hub. It looks like https://hub.example.org")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return nil, errors.New("the hub's address must begin with https://")
	}
	return &Client{base: u.String(), http: &http.Client{
		Transport: transport,
		Timeout:   30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // a hub never redirects a program
		},
	}}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send posts an envelope. It is an exchange.Carrier.
func (c *Client) Send(ctx context.Context, e exchange.Envelope) (exchange.Answer, error) {
	resp, body, err := c.do(ctx, http.MethodPost, PathDocuments, e, "")
	if err != nil {
		return exchange.Answer{}, err
	}
	if resp.StatusCode < 300 {
		var a DocumentAnswer
		if err := json.Unmarshal(body, &a); err != nil || a.Code.Status() != resp.StatusCode || !a.Code.Held() {
			return exchange.Answer{}, errNoAnswer
		}
		return exchange.Answer{Code: a.Code, Receipt: a.Receipt}, nil
	}
	p, err := problem(resp, body)
	if err != nil {
		return exchange.Answer{}, err
	}
	return exchange.Answer{Code: p.Code, Head: p.Head, RetryAfter: retryAfter(resp)}, nil
}

// Hub asks what the hub says about itself, to be compared with the six words of
// its people before it is believed.
func (c *Client) Hub(ctx context.Context) (exchange.Hub, error) {
	var h exchange.Hub
	if err := c.get(ctx, PathHub, "", &h); err != nil {
		return h, err
	}
	return h, h.Key.Check()
}

// Enrol sends a request to join to the hub whose key the request was made for.
func (c *Client) Enrol(ctx context.Context, r exchange.EnrolRequest, hub exchange.PublicKey) (exchange.EnrolAnswer, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	resp, body, err := c.do(ctx, http.MethodPost, PathEnrol, b, "")
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	if resp.StatusCode >= 300 {
		return exchange.EnrolAnswer{}, refused(resp, body)
	}
	return exchange.OpenEnrolAnswer(body, hub.Sign, r.Key.ID())
}

// DeviceState asks how far the hub trusts a key: whether people approved it yet.
func (c *Client) DeviceState(ctx context.Context, device string) (exchange.DeviceState, error) {
	a, err := c.Device(ctx, device)
	return a.State, err
}

// Device asks what the hub says of a key: its state, since when it is known, and until
// when it serves if another replaced it.
func (c *Client) Device(ctx context.Context, device string) (DeviceAnswer, error) {
	var a DeviceAnswer
	err := c.get(ctx, PathEnrol+"/"+url.PathEscape(device), "", &a)
	return a, err
}

// Head asks for the document that stands for the school's own summaries of a term.
// It returns exchange.NotFound as a Refusal when the hub has none.
func (c *Client) Head(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn, series string) (exchange.Head, error) {
	var h exchange.Head
	token, err := c.session(ctx, k, hub)
	if err != nil {
		return h, err
	}
	err = c.get(ctx, PathSchools+urn+"/head?series="+url.QueryEscape(series), token, &h)
	return h, err
}

// session proves the key to the hub and returns a token for reading.
func (c *Client) session(ctx context.Context, k exchange.Key, hub exchange.PublicKey) (string, error) {
	ask := SessionRequest{Device: k.Public().ID()}
	var a SessionAnswer
	if err := c.post(ctx, PathSession, ask, &a); err != nil {
		return "", err
	}
	ask.Nonce, ask.Proof = a.Nonce, exchange.SessionProof(hub, a.Nonce, k)
	err := c.post(ctx, PathSession, ask, &a)
	return a.Token, err
}

func (c *Client) get(ctx context.Context, path, token string, into any) error {
	resp, body, err := c.do(ctx, http.MethodGet, path, nil, token)
	return read(resp, body, err, into)
}

func (c *Client) post(ctx context.Context, path string, ask, into any) error {
	b, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	resp, body, err := c.do(ctx, http.MethodPost, path, b, "")
	return read(resp, body, err, into)
}

func read(resp *http.Response, body []byte, err error, into any) error {
	if err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		return refused(resp, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return errNoAnswer
	}
	return nil
}

func (c *Client) do(ctx context.Context, method, path string, body []byte, token string) (*http.Response, []byte, error) {
	return c.ask(ctx, request{method: method, path: path, body: body, token: token, limit: largestAnswer})
}

// request is one question to the hub.
type request struct {
	method, path string
	body         []byte
	token        string // of a session
	etag         string // of what is here already
	limit        int64  // of the answer, in bytes
}

// ask puts a question and reads the answer, which must fit its limit whole.
func (c *Client) ask(ctx context.Context, q request) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, q.method, c.base+q.path, bytes.NewReader(q.body))
	if err != nil {
		return nil, nil, err
	}
	if q.etag != "" {
		req.Header.Set("If-None-Match", q.etag)
	}
	if q.token != "" {
		req.Header.Set("Authorization", "Bearer "+q.token)
	}
	if q.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, nil, fmt.Errorf("reach the hub: %w", err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, q.limit+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read the hub's answer: %w", err)
	}
	if int64(len(answer)) > q.limit {
		return nil, nil, errNoAnswer
	}
	return resp, answer, nil
}

func refused(resp *http.Response, body []byte) error {
	p, err := problem(resp, body)
	if err != nil {
		return err
	}
	return Refusal{p.Code}
}

// problem reads a refusal. What does not come in the hub's own form is no answer of
// the hub, so the outbox tries again instead of giving up.
func problem(resp *http.Response, body []byte) (Problem, error) {
	var p Problem
	kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	if strings.TrimSpace(kind) != ProblemType || json.Unmarshal(body, &p) != nil || p.Code == "" || p.Status != resp.StatusCode || p.Code.Held() {
		return p, fmt.Errorf("%w (status %d)", errNoAnswer, resp.StatusCode)
	}
	if resp.StatusCode >= 500 {
		p.Code = exchange.Unavailable
	}
	return p, nil
}

// retryAfter reads the header in seconds or as a date against the answer's own.
func retryAfter(resp *http.Response) time.Duration {
	value := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, 24*time.Hour)
	}
	until, err := http.ParseTime(value)
	sent, err2 := http.ParseTime(resp.Header.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return max(0, min(until.Sub(sent), 24*time.Hour))
}

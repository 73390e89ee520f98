package https

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"

	"needsbook/app/exchange"
)

// Bulletin asks for the cluster's bulletin with the school's own key. etag is what the
// last call gave; when nothing is newer, changed is false and body is empty. The body
// is checked with exchange.OpenBulletin.
func (c *Client) Bulletin(ctx context.Context, k exchange.Key, hub exchange.PublicKey, cluster, etag string) (body []byte, newETag string, changed bool, err error) {
	return c.newer(ctx, k, hub, PathClusters+url.PathEscape(cluster)+"/bulletin", etag)
}

// Letter asks for the hub's letter to the school, as Bulletin does for the bulletin. The
// body is checked with papers.OpenLetter. A hub that writes none answers
// exchange.NotFound as a Refusal.
func (c *Client) Letter(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn, etag string) (body []byte, newETag string, changed bool, err error) {
	return c.newer(ctx, k, hub, PathSchools+url.PathEscape(urn)+"/letter", etag)
}

// Papers asks which of the school's own papers stand at the hub.
func (c *Client) Papers(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn string) ([]exchange.PaperHead, error) {
	body, err := c.own(ctx, k, hub, PathSchools+url.PathEscape(urn)+"/papers", exchange.MaxBulletin)
	if err != nil {
		return nil, err
	}
	var a PapersAnswer
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, errNoAnswer
	}
	return a.Papers, nil
}

// newer asks for signed bytes that the hub sends with a name, when they are not those
// with the name etag.
func (c *Client) newer(ctx context.Context, k exchange.Key, hub exchange.PublicKey, path, etag string) (body []byte, newETag string, changed bool, err error) {
	token, err := c.session(ctx, k, hub)
	if err != nil {
		return nil, "", false, err
	}
	resp, body, err := c.ask(ctx, request{method: http.MethodGet, path: path, token: token, etag: etag, limit: exchange.MaxBulletin})
	switch {
	case err != nil:
		return nil, "", false, err
	case resp.StatusCode == http.StatusNotModified && etag != "":
		return nil, etag, false, nil
	case resp.StatusCode != http.StatusOK:
		return nil, "", false, refused(resp, body)
	}
	return body, resp.Header.Get("ETag"), true, nil
}

// Pack asks for a pack that a bulletin offered. What does not fit its identifier is
// refused.
func (c *Client) Pack(ctx context.Context, k exchange.Key, hub exchange.PublicKey, id string) ([]byte, error) {
	body, err := c.own(ctx, k, hub, PathPacks+url.PathEscape(id), exchange.MaxPack)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != id {
		return nil, errNoAnswer
	}
	return body, nil
}

// Document asks for a document that the school itself sent, as the hub holds it.
func (c *Client) Document(ctx context.Context, k exchange.Key, hub exchange.PublicKey, id string) (exchange.Envelope, error) {
	body, err := c.own(ctx, k, hub, PathDocuments+"/"+url.PathEscape(id), exchange.MaxEnvelope)
	if err != nil {
		return nil, err
	}
	payload, err := exchange.Envelope(body).Payload()
	if err != nil || exchange.DocumentID(payload) != id {
		return nil, errNoAnswer
	}
	return body, nil
}

// DryRun asks the hub to judge an envelope by every check, and to keep nothing. The
// answer's code is the one that sending would give now; it has no receipt.
func (c *Client) DryRun(ctx context.Context, e exchange.Envelope) (exchange.Answer, error) {
	resp, body, err := c.do(ctx, http.MethodPost, PathDocuments+"?dry_run=1", e, "")
	if err != nil {
		return exchange.Answer{}, err
	}
	if resp.StatusCode != http.StatusOK {
		p, err := problem(resp, body)
		return exchange.Answer{Code: p.Code, Head: p.Head, RetryAfter: retryAfter(resp)}, err
	}
	var a DryRunAnswer
	if err := json.Unmarshal(body, &a); err != nil || !a.Would.Held() {
		return exchange.Answer{}, errNoAnswer
	}
	return exchange.Answer{Code: a.Would}, nil
}

// own reads something with the school's key.
func (c *Client) own(ctx context.Context, k exchange.Key, hub exchange.PublicKey, path string, limit int64) ([]byte, error) {
	token, err := c.session(ctx, k, hub)
	if err != nil {
		return nil, err
	}
	resp, body, err := c.ask(ctx, request{method: http.MethodGet, path: path, token: token, limit: limit})
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, refused(resp, body)
	}
	return body, nil
}

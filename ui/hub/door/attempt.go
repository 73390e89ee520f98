package door

import (
	"errors"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// begin keeps the first half of something that is done in two steps, for a short time,
// and returns the token with which the second step finds it. Any process of the hub does.
func (d *Door) begin(w inbox.Writer, kind, person string, body []byte, lasts time.Duration) (token string, err error) {
	if token, err = d.token(); err != nil {
		return "", err
	}
	a := people.Attempt{Token: inbox.TokenHash(token), Kind: kind, Person: person, Body: body, Ends: d.now().Add(lasts)}
	return token, w.PutAttempt(a, d.now())
}

// take returns what was begun, once. Taking it a second time, too late or as another
// kind gives false.
func (d *Door) take(w inbox.Writer, kind, token string) (a people.Attempt, ok bool, err error) {
	a, err = w.TakeAttempt(inbox.TokenHash(token))
	if errors.Is(err, inbox.ErrNotFound) {
		return a, false, nil
	}
	return a, err == nil && a.Kind == kind && d.now().Before(a.Ends), err
}

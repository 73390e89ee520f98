package inbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// admin is the actor of changes made at the hub's own terminal.
const admin = "admin"

// Refused is a change that the hub's people asked for and may not make. Its text is
// for them to read.
type Refused struct{ Text string }

func (r Refused) Error() string { return r.Text }

func refuse(format string, args ...any) error { return Refused{fmt.Sprintf(format, args...)} }

// change runs an administrator's change and writes it into the audit chain.
func (in Inbox) change(ctx context.Context, act, ref string, f func(w Writer, now time.Time) error) error {
	now := in.Now().UTC().Truncate(time.Millisecond)
	return in.Store.Write(ctx, func(w Writer) error {
		if err := f(w, now); err != nil {
			return err
		}
		return record(w, now, in.actor(), act, ref)
	})
}

// longestName is how many characters a name may have.
const longestName = 100

func plainName(what, s string) error {
	if s == "" || !exchange.PlainText(s, longestName, false) {
		return refuse("The %s's name must be plain text of 1 to %d characters. Nothing was changed.", what, longestName)
	}
	return nil
}

// NewInvite makes a code with which one computer of the school may ask to join.
// The code is shown once; only its hash is kept.
func (in Inbox) NewInvite(ctx context.Context, urn string, lasts time.Duration, random io.Reader) (code string, expires time.Time, err error) {
	if code, err = exchange.NewCode(random); err != nil {
		return "", time.Time{}, err
	}
	err = in.change(ctx, actInvite, urn, func(w Writer, now time.Time) error {
		if _, err := w.School(urn); errors.Is(err, ErrNotFound) {
			return refuse("There is no school %s here. Add it first. No invitation was made.", urn)
		} else if err != nil {
			return err
		}
		expires = now.Add(lasts)
		return w.PutInvite(Invite{CodeHash: exchange.CodeHash(code), URN: urn, Expires: expires})
	})
	return code, expires, err
}

// Approve accepts a pending key, after a person compared its six words.
func (in Inbox) Approve(ctx context.Context, id, by string) (d Device, err error) {
	err = in.change(ctx, actApprove, id, func(w Writer, _ time.Time) error {
		if d, err = deviceNamed(w, id); err != nil {
			return err
		}
		if d.State != exchange.Pending {
			return refuse("This computer is %s, not waiting for approval. Nothing was changed.", d.State)
		}
		d.State, d.ApprovedBy = exchange.Active, by
		return w.PutDevice(d)
	})
	return d, err
}

// Revoke stops a key at once, and with it the keys that it replaced or that replaced
// it: whoever has one of them may have made the others. Documents that they signed
// before stay valid.
func (in Inbox) Revoke(ctx context.Context, id string) (Device, error) {
	var out Device
	err := in.change(ctx, actRevoke, id, func(w Writer, now time.Time) error {
		d, err := deviceNamed(w, id)
		if err != nil {
			return err
		}
		if d.State == exchange.Revoked {
			return refuse("This computer was revoked before. Nothing was changed.")
		}
		chain, err := chainOf(w, d)
		if err != nil {
			return err
		}
		for _, d := range chain {
			if d.State == exchange.Revoked {
				continue
			}
			d.State, d.Revoked = exchange.Revoked, now
			if err := w.PutDevice(d); err != nil {
				return err
			}
			if d.ID == id {
				out = d
			} else if err := record(w, now, in.actor(), actRevoke, d.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// chainOf returns a key with all that follow it and all that it followed.
func chainOf(r Reader, d Device) ([]Device, error) {
	all, err := r.Devices()
	if err != nil {
		return nil, err
	}
	in := map[string]bool{d.ID: true}
	for grown := true; grown; {
		grown = false
		for _, o := range all {
			if o.Next != "" && in[o.ID] != in[o.Next] {
				in[o.ID], in[o.Next], grown = true, true, true
			}
		}
	}
	var chain []Device
	for _, o := range all {
		if in[o.ID] {
			chain = append(chain, o)
		}
	}
	return chain, nil
}

func deviceNamed(r Reader, id string) (Device, error) {
	d, err := r.Device(id)
	if errors.Is(err, ErrNotFound) {
		return d, refuse("No computer has the identifier %.40q. See the list with: clusterhub devices", id)
	}
	return d, err
}

// CloseTerm stops summaries of a term, when the panel has met over it.
func (in Inbox) CloseTerm(ctx context.Context, cluster, series, reason string) error {
	if !exchange.ValidSeries(series) {
		return refuse("A term is written like 2026-27/autumn. Nothing was changed.")
	}
	return in.change(ctx, actClose, cluster+" "+series, func(w Writer, now time.Time) error {
		if _, err := w.Cluster(cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %s. Nothing was changed.", cluster)
		} else if err != nil {
			return err
		}
		return w.CloseTerm(cluster, series, reason, now)
	})
}

// OpenTerm lets a closed term take summaries again.
func (in Inbox) OpenTerm(ctx context.Context, cluster, series string) error {
	return in.change(ctx, actOpen, cluster+" "+series, func(w Writer, _ time.Time) error { return w.OpenTerm(cluster, series) })
}

// Allow lets one document of a school past a rule, once.
func (in Inbox) Allow(ctx context.Context, a Allowance) error {
	if a.Rule != RestoredFile && a.Rule != ClosedTerm {
		return refuse("The rule must be %s or %s. Nothing was changed.", RestoredFile, ClosedTerm)
	}
	if !exchange.ValidSeries(a.Series) || strings.TrimSpace(a.Reason) == "" {
		return refuse("Give the term, like 2026-27/autumn, and a reason. Nothing was changed.")
	}
	return in.change(ctx, actAllow, a.URN+" "+a.Series+" "+string(a.Rule), func(w Writer, now time.Time) error {
		if _, err := w.School(a.URN); errors.Is(err, ErrNotFound) {
			return refuse("There is no school %s here. Nothing was changed.", a.URN)
		} else if err != nil {
			return err
		}
		a.At = now
		return w.AddAllowance(a)
	})
}

// Purge destroys the bytes of withdrawn documents whose seven days have passed, and of
// papers about shared needs whose half term is over, and returns how many.
func (in Inbox) Purge(ctx context.Context) (n int, err error) {
	err = in.Store.Write(ctx, func(w Writer) error {
		if err := in.endNeeds(w); err != nil {
			return err
		}
		ids, err := w.PurgeDue(in.Now())
		for _, id := range ids {
			if err := record(w, in.Now(), admin, actPurge, id); err != nil {
				return err
			}
		}
		n = len(ids)
		return err
	})
	return n, err
}

// needKinds are the papers about shared needs, which are destroyed when their time is over.
var needKinds = []string{exchange.KindInterest, exchange.KindContact, exchange.KindKeyring}

// endNeeds takes papers about shared needs out whose time is past, so that nothing is
// left to try a secret on that leaks later.
func (in Inbox) endNeeds(w Writer) error {
	now := in.Now()
	clusters, err := w.Clusters()
	if err != nil {
		return err
	}
	for _, c := range clusters {
		docs, err := w.StandingPapers(c.ID, needKinds)
		if err != nil {
			return err
		}
		byID, kept := map[string]Document{}, []papers.Kept{}
		for _, d := range docs {
			k, err := readKept(d)
			if err != nil {
				return err
			}
			byID[d.ID], kept = d, append(kept, k)
		}
		for _, id := range matching.Shipped().Over(kept, day.On(now)) {
			if err := w.TakeBack(byID[id], now); err != nil {
				return err
			}
		}
	}
	return nil
}

package inbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

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
		return record(w, now, admin, act, ref)
	})
}

func plainName(what, s string) error {
	if s == "" || utf8.RuneCountInString(s) > 100 || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return refuse("The %s's name must be plain text of 1 to 100 characters. Nothing was changed.", what)
	}
	return nil
}

// SaveCluster adds a cluster, or gives one a new name.
func (in Inbox) SaveCluster(ctx context.Context, c Cluster) error {
	if !exchange.ValidCluster(c.ID) {
		return refuse("A cluster's code has capital letters, digits and hyphens, like KENT-07. Nothing was changed.")
	}
	if err := plainName("cluster", c.Name); err != nil {
		return err
	}
	return in.change(ctx, actCluster, c.ID, func(w Writer, _ time.Time) error { return w.PutCluster(c) })
}

// Phases of a school, as summaries name them.
var Phases = []string{"nursery", "infant", "first", "primary", "junior", "middle", "secondary", "all-through", "post-16", "special"}

// SaveSchool adds a school to a cluster, moves it, or ends its membership.
func (in Inbox) SaveSchool(ctx context.Context, s School) error {
	if !exchange.ValidURN(s.URN) {
		return refuse("A school's URN has six digits. Nothing was changed.")
	}
	if err := plainName("school", s.Name); err != nil {
		return err
	}
	if !slices.Contains(Phases, s.Phase) {
		return refuse("The phase must be one of %s. Nothing was changed.", strings.Join(Phases, ", "))
	}
	if !s.To.IsZero() && s.To.Before(s.From) {
		return refuse("The last day of a membership cannot be before its first. Nothing was changed.")
	}
	return in.change(ctx, actSchool, s.URN, func(w Writer, now time.Time) error {
		if _, err := w.Cluster(s.Cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %s. Add it first. Nothing was changed.", s.Cluster)
		} else if err != nil {
			return err
		}
		before, err := w.School(s.URN)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && before.Cluster != s.Cluster && s.From.IsZero() {
			s.From = day.On(now) // it moves today, and what it sent before stays where it was
		}
		return w.PutSchool(s)
	})
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
func (in Inbox) Approve(ctx context.Context, id, by string) (Device, error) {
	return in.setState(ctx, id, actApprove, func(d *Device, _ time.Time) error {
		if d.State != exchange.Pending {
			return refuse("This computer is %s, not waiting for approval. Nothing was changed.", d.State)
		}
		d.State, d.ApprovedBy = exchange.Active, by
		return nil
	})
}

// Revoke stops a key at once. Documents that it sent before stay valid.
func (in Inbox) Revoke(ctx context.Context, id string) (Device, error) {
	return in.setState(ctx, id, actRevoke, func(d *Device, now time.Time) error {
		if d.State == exchange.Revoked {
			return refuse("This computer was revoked before. Nothing was changed.")
		}
		d.State, d.Revoked = exchange.Revoked, now
		return nil
	})
}

func (in Inbox) setState(ctx context.Context, id, act string, set func(*Device, time.Time) error) (d Device, err error) {
	err = in.change(ctx, act, id, func(w Writer, now time.Time) error {
		if d, err = w.Device(id); errors.Is(err, ErrNotFound) {
			return refuse("No computer has the identifier %.40q. See the list with: clusterhub devices", id)
		} else if err != nil {
			return err
		}
		if err := set(&d, now); err != nil {
			return err
		}
		return w.PutDevice(d)
	})
	return d, err
}

// NewReaderLink makes a token with which people may read a cluster's page. It is
// shown once; only its hash is kept.
func (in Inbox) NewReaderLink(ctx context.Context, cluster string, lasts time.Duration, random io.Reader) (token string, expires time.Time, err error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", time.Time{}, fmt.Errorf("make a reader link: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(secret)
	err = in.change(ctx, actLink, cluster, func(w Writer, now time.Time) error {
		if _, err := w.Cluster(cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %s. No link was made.", cluster)
		} else if err != nil {
			return err
		}
		expires = now.Add(lasts)
		return w.PutLink(ReaderLink{TokenHash: TokenHash(token), Cluster: cluster, Expires: expires})
	})
	return token, expires, err
}

// RevokeReaderLinks ends every link to a cluster's page and returns how many.
func (in Inbox) RevokeReaderLinks(ctx context.Context, cluster string) (n int64, err error) {
	err = in.change(ctx, actUnlink, cluster, func(w Writer, now time.Time) error {
		n, err = w.RevokeLinks(ClusterLevel, cluster, now)
		return err
	})
	return n, err
}

// TokenHash is what the hub keeps of a reader's token. A token is too long to
// guess, so a plain hash is enough.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// MayRead returns the link that a token stands for, if it is good now.
func (in Inbox) MayRead(ctx context.Context, tokenHash string) (link ReaderLink, ok bool, err error) {
	err = in.Store.Read(ctx, func(r Reader) error {
		link, err = r.Link(tokenHash)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return link, false, nil
	}
	return link, err == nil && link.Revoked.IsZero() && in.Now().Before(link.Expires), err
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

// Purge destroys the bytes of withdrawn documents whose seven days have passed and
// returns how many.
func (in Inbox) Purge(ctx context.Context) (n int, err error) {
	err = in.Store.Write(ctx, func(w Writer) error {
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

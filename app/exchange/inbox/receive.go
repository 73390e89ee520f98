package inbox

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// busyPause is what a sender is asked to wait when the hub cannot store.
const busyPause = 30 * time.Second

// ErrUnsupported is returned by Validate for a form of document that the hub does
// not know at all.
var ErrUnsupported = errors.New("this form of document is not known here")

// Inbox takes what schools send.
type Inbox struct {
	Store Store
	Key   exchange.Key
	Name  string // of the hub, as schools see it
	// Validate refuses a payload that holds anything its kind may not hold.
	Validate func(kind string, payload []byte) error
	Now      func() time.Time

	by Actor // who changes things, where that is not Console
}

// Checked is an envelope whose signature, form and content are sound.
type Checked struct {
	Meta     exchange.Meta
	ID       string
	Device   string
	envelope exchange.Envelope
	payload  []byte
}

// refusal carries a code out of the places where an error is returned.
type refusal exchange.Code

func (r refusal) Error() string { return exchange.Code(r).Sentence() }

// Receive judges an envelope and keeps it. The error is for the hub's own log; the
// answer is always fit to be sent.
func (in Inbox) Receive(ctx context.Context, envelope []byte, channel string) (exchange.Answer, error) {
	checked, answer, err := in.Check(ctx, envelope)
	if answer.Code != "" {
		return answer, err
	}
	return in.Keep(ctx, checked, channel)
}

// Check does all that can be judged of one envelope by itself. An answer with a
// code means that the document was refused.
func (in Inbox) Check(ctx context.Context, envelope []byte) (Checked, exchange.Answer, error) {
	c := Checked{envelope: envelope}
	held := false // what was judged before is not judged again
	err := in.Store.Read(ctx, func(r Reader) error {
		var err error
		c.payload, c.Meta, err = exchange.Open(envelope, func(kid string) (ed25519.PublicKey, error) {
			c.Device = kid
			d, err := in.activeDevice(r, kid)
			return d.Key.Sign, err
		})
		if err != nil {
			return refusalFor(err)
		}
		c.ID = exchange.DocumentID(c.payload)
		_, err = r.Document(c.ID)
		held = err == nil
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		return err
	})
	if err == nil && !held {
		err = in.checkContent(c)
	}
	if err != nil {
		answer, err := answerTo(err)
		return Checked{}, answer, err
	}
	return c, exchange.Answer{}, nil
}

func (in Inbox) checkContent(c Checked) error {
	if c.Meta.AsOf.After(day.On(in.Now()).AddDays(1)) {
		return refusal(exchange.AsOfFuture)
	}
	err := in.Validate(c.Meta.Kind, c.payload)
	switch {
	case errors.Is(err, ErrUnsupported):
		return refusal(exchange.SchemaUnsupported)
	case err != nil:
		return refusal(exchange.SchemaInvalid)
	}
	return nil
}

// ActiveDevice returns the key with an identifier, or the code that says why nothing is
// taken from it and nothing shown to it now.
func (in Inbox) ActiveDevice(r Reader, id string) (Device, exchange.Code, error) {
	d, err := in.activeDevice(r, id)
	if r, ok := errors.AsType[refusal](err); ok {
		return d, exchange.Code(r), nil
	}
	return d, "", err
}

func (in Inbox) activeDevice(r Reader, id string) (Device, error) {
	d, err := r.Device(id)
	switch {
	case errors.Is(err, ErrNotFound):
		return d, refusal(exchange.KeyUnknown)
	case err != nil:
		return d, err
	case d.State == exchange.Pending:
		return d, refusal(exchange.KeyPending)
	case d.State != exchange.Active:
		return d, refusal(exchange.KeyRevoked)
	case d.Next != "" && in.Now().After(d.Until):
		return d, refusal(exchange.KeyReplaced)
	}
	return d, nil
}

func refusalFor(err error) error {
	switch {
	case errors.Is(err, exchange.ErrTooLarge):
		return refusal(exchange.TooLarge)
	case errors.Is(err, exchange.ErrForm):
		return refusal(exchange.BadForm)
	case errors.Is(err, exchange.ErrSignature):
		return refusal(exchange.BadSignature)
	}
	return err
}

func answerTo(err error) (exchange.Answer, error) {
	if r, ok := errors.AsType[refusal](err); ok {
		return exchange.Answer{Code: exchange.Code(r)}, nil
	}
	return exchange.Answer{Code: exchange.Unavailable, RetryAfter: busyPause}, fmt.Errorf("keep a document: %w", err)
}

// errDryRun undoes what a dry run wrote.
var errDryRun = errors.New("this was a dry run")

// DryRun judges an envelope by every rule, as Receive does, and keeps nothing: no
// document, no alarm, no line in the record of changes. The answer has no receipt.
func (in Inbox) DryRun(ctx context.Context, c Checked) (exchange.Answer, error) {
	var answer exchange.Answer
	err := in.Store.Write(ctx, func(w Writer) (err error) {
		if answer, err = in.keep(w, c, "dry run"); err != nil {
			return err
		}
		return errDryRun
	})
	if !errors.Is(err, errDryRun) {
		return answerTo(err)
	}
	answer.Receipt = nil
	return answer, nil
}

// Keep stores a checked document, or answers as it did before when it is here.
func (in Inbox) Keep(ctx context.Context, c Checked, channel string) (exchange.Answer, error) {
	var answer exchange.Answer
	err := in.Store.Write(ctx, func(w Writer) (err error) {
		answer, err = in.keep(w, c, channel)
		return err
	})
	if err != nil {
		return answerTo(err)
	}
	return answer, nil
}

func (in Inbox) keep(w Writer, c Checked, channel string) (exchange.Answer, error) {
	d, err := in.activeDevice(w, c.Device) // it may have been revoked meanwhile
	if err != nil {
		return exchange.Answer{}, err
	}
	if d.URN != c.Meta.URN {
		return exchange.Answer{}, refusal(exchange.WrongSchool)
	}
	held, err := w.Document(c.ID)
	if err == nil {
		return exchange.Answer{Code: exchange.Duplicate, Receipt: held.Receipt}, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return exchange.Answer{}, err
	}
	if err := checkMember(w, c, day.On(in.Now())); err != nil {
		return exchange.Answer{}, err
	}
	return in.keepNew(w, c, channel)
}

func (in Inbox) keepNew(w Writer, c Checked, channel string) (exchange.Answer, error) {
	now := in.Now().UTC().Truncate(time.Millisecond)
	d := Document{ID: c.ID, Meta: c.Meta, Device: c.Device, Received: now, Channel: channel, Envelope: c.envelope, State: Kept}
	d.Receipt = exchange.Receipt{Document: c.ID, URN: c.Meta.URN, Rev: c.Meta.Rev, Received: now}.Sign(in.Key)
	if c.Meta.Kind == exchange.KindRotate {
		return in.keepRotation(w, c, d)
	}
	s, restored, err := look(w, c)
	if err != nil {
		return exchange.Answer{}, err
	}
	code, becomesHead := decide(c.Meta, s)
	if !code.Held() {
		if code == exchange.RevConflict {
			err = record(w, now, c.Device, actConflict, c.ID)
		}
		return exchange.Answer{Code: code, Head: publicHead(w, s.head)}, err
	}
	if restored != nil && becomesHead && c.Meta.Epoch != s.head.Epoch && c.Meta.Prev != s.head.Document {
		if err := w.UseAllowance(*restored, c.ID); err != nil {
			return exchange.Answer{}, err
		}
	}
	switch {
	case c.Meta.Kind == exchange.KindWithdraw:
		err = takeBack(w, c, &d)
	case c.Meta.Kind == exchange.KindSummary:
		if err = passClosedTerm(w, c); err == nil {
			err = takenBackBefore(w, &d)
		}
	case becomesHead: // an older revision is kept beside the one that stands, and changes nothing
		err = in.judgePaper(w, c)
	}
	if err != nil {
		return exchange.Answer{}, err
	}
	return file(w, d, code, becomesHead)
}

// file adds a document to the records. The store marks its cluster and term as changed
// in the same transaction.
func file(w Writer, d Document, code exchange.Code, becomesHead bool) (exchange.Answer, error) {
	if err := w.AddDocument(d); err != nil {
		return exchange.Answer{}, err
	}
	if becomesHead {
		if err := w.SetHead(Head{Line: d.Meta.Line(), Epoch: d.Meta.Epoch, Rev: d.Meta.Rev, Document: d.ID}); err != nil {
			return exchange.Answer{}, err
		}
	}
	return exchange.Answer{Code: code, Receipt: d.Receipt}, record(w, d.Received, d.Device, actDocument+string(code), d.ID)
}

// passClosedTerm refuses a summary for a term that the panel closed, unless it was
// allowed. A school may take figures back at any time.
func passClosedTerm(w Writer, c Checked) error {
	closed, err := w.TermClosed(c.Meta.Cluster, c.Meta.Series)
	if err != nil || !closed {
		return err
	}
	a, err := w.Allowed(c.Meta.URN, c.Meta.Series, ClosedTerm)
	if errors.Is(err, ErrNotFound) {
		return refusal(exchange.TermLocked)
	}
	if err != nil {
		return err
	}
	return w.UseAllowance(a, c.ID)
}

// look gathers what decide needs, and the allowance for a restored file if any.
func look(r Reader, c Checked) (s standing, restored *Allowance, err error) {
	line := c.Meta.Line()
	missing := func(err error) bool { return errors.Is(err, ErrNotFound) }
	if h, err := r.Head(line); err == nil {
		s.head = &h
	} else if !missing(err) {
		return s, nil, err
	}
	if _, err := r.DocumentAt(line, c.Meta.Epoch, c.Meta.Rev); err == nil {
		s.taken = true
	} else if !missing(err) {
		return s, nil, err
	}
	if c.Meta.Prev != "" {
		if prev, err := r.Document(c.Meta.Prev); err == nil {
			s.prevKnown = prev.Meta.Line() == line
		} else if !missing(err) {
			return s, nil, err
		}
	}
	if s.epochSeen, err = r.EpochSeen(line, c.Meta.Epoch); err != nil {
		return s, nil, err
	}
	if s.followed, err = r.Followed(line, c.ID); err != nil {
		return s, nil, err
	}
	a, err := r.Allowed(c.Meta.URN, c.Meta.Series, RestoredFile)
	if missing(err) {
		return s, nil, nil
	}
	s.allowed = err == nil
	return s, &a, err
}

func publicHead(r Reader, h *Head) *exchange.Head {
	if h == nil {
		return nil
	}
	d, err := r.Document(h.Document)
	return &exchange.Head{Series: h.Line.Series, Epoch: h.Epoch, Rev: h.Rev, Document: h.Document, Withdrawn: err == nil && d.State != Kept}
}

package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// SendEntry is one line of the send log: something that a person of the school did
// about a document, or an answer that came to one. Lines are only ever added. Each
// holds a hash over itself and the line before, so that no line can be edited or
// taken out without a trace.
type SendEntry struct {
	N         int           `json:"n"` // 1, 2, 3 ...
	At        time.Time     `json:"at"`
	Event     SendEvent     `json:"event"`
	By        string        `json:"by"`   // who did it; the program itself where it sends again
	Role      string        `json:"role"` // of an approver: head or senco
	Document  string        `json:"document"`
	Words     []string      `json:"words"` // six words for the document
	Series    string        `json:"series"`
	Rev       int           `json:"rev"`
	Channel   string        `json:"channel"` // network or folder; "" where nothing was sent
	To        string        `json:"to"`      // the hub's name
	Answer    exchange.Code `json:"answer"`  // "" when none came
	Receipt   string        `json:"receipt"` // hash of the hub's receipt, which lies in the outbox
	Agreement string        `json:"agreement"`
	Note      string        `json:"note"`
	Kind      string        `json:"kind,omitempty"` // of the document: summary, withdraw or rotate; "" on other lines than those of sending
	Hash      string        `json:"hash,omitempty"` // SHA-256 over the hash before and the line
}

// SendEvent is what a line of the send log tells of.
type SendEvent string

// Events of the send log.
const (
	SendApproved  SendEvent = "approved"
	SendAnswered  SendEvent = "sent"      // with the hub's answer, or without one
	SendKeptBack  SendEvent = "kept_back" // it never left the school
	SendWithdrawn SendEvent = "withdrawn" // a withdrawal was approved
	SendAgain     SendEvent = "sent_again"
	SendLost      SendEvent = "lost" // the hub no longer had it
	SendAdopted   SendEvent = "adopted"
	SendRotated   SendEvent = "rotated"
)

// sendEvents are the words for events.
var sendEvents = map[SendEvent]string{
	SendApproved: "Approved", SendAnswered: "Sent", SendKeptBack: "Kept back", SendWithdrawn: "Withdrawal approved",
	SendAgain: "Made ready again", SendLost: "Lost by the hub, to be sent again", SendAdopted: "Taken over from the hub", SendRotated: "Key renewed",
}

// sentKinds are the words for sending what is no summary.
var sentKinds = map[string]string{exchange.KindWithdraw: "Withdrawal sent", exchange.KindRotate: "New key sent"}

// EventWords says what happened, as people read it.
func (e SendEntry) EventWords() string {
	if words := sentKinds[e.Kind]; words != "" && e.Event == SendAnswered {
		return words
	}
	return sendEvents[e.Event]
}

// AnswerWords says what the hub answered, as people read it.
func (e SendEntry) AnswerWords() string {
	switch {
	case e.Answer != "":
		return e.Answer.Sentence()
	case e.Event == SendAnswered:
		return "No answer came."
	}
	return ""
}

const (
	sendingLog     = "log/"
	sendingLogHead = "log_head"
)

// logHead is the end of the log, kept apart from its lines: without it nobody could
// tell that the last lines are missing.
type logHead struct {
	N    int    `json:"n"`
	Hash string `json:"hash"`
}

// logStart is the hash before the first line.
var logStart = hashHex([]byte("needsbook send log/1"))

func hashHex(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// follows returns the hash of the line when before is that of the line before it.
func (e SendEntry) follows(before string) (string, error) {
	e.Hash = ""
	row, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("writing the send log: %w", err)
	}
	return hashHex(append([]byte(before), row...)), nil
}

// SendLog returns all lines of the send log, the first one first.
func (d *Desk) SendLog(ctx context.Context) ([]SendEntry, error) {
	var out []SendEntry
	err := d.store.All(ctx, kindSending, func(body journal.Body) error {
		var n named
		if err := json.Unmarshal(body, &n); err != nil || !strings.HasPrefix(n.ID, sendingLog) {
			return err
		}
		var e SendEntry
		if err := json.Unmarshal(n.Value, &e); err != nil {
			return fmt.Errorf("a line of the send log cannot be read: %w", err)
		}
		out = append(out, e)
		return nil
	})
	slices.SortFunc(out, func(a, b SendEntry) int { return cmp.Compare(a.N, b.N) })
	return out, err
}

// ErrSendLog means that the send log is not as it was written.
var ErrSendLog = errors.New("the send log is not as it was written")

// VerifySendLog recomputes every hash of the send log and returns how many lines are
// sound from the first on. The error, an ErrSendLog, names the first line that was
// edited or is missing.
func (d *Desk) VerifySendLog(ctx context.Context) (sound int, err error) {
	log, err := d.SendLog(ctx)
	if err != nil {
		return 0, err
	}
	var head logHead
	if _, err := readNamed(ctx, d.store, kindSending, sendingLogHead, &head); err != nil {
		return 0, err
	}
	hash := logStart
	for i, e := range log {
		if e.N != i+1 {
			return i, fmt.Errorf("%w: line %d is missing", ErrSendLog, i+1)
		}
		if hash, err = e.follows(hash); err != nil {
			return i, err
		}
		if hash != e.Hash {
			return i, fmt.Errorf("%w: line %d, or one before it, was changed", ErrSendLog, e.N)
		}
	}
	if len(log) != head.N || len(log) > 0 && hash != head.Hash {
		return len(log), fmt.Errorf("%w: it ends with line %d, and should with line %d", ErrSendLog, len(log), head.N)
	}
	return len(log), nil
}

// logged are the edits that add a line to the send log. The desk's sending lock must
// be held until they are saved.
func (d *Desk) logged(ctx context.Context, e SendEntry) ([]journal.Edit, error) {
	head := logHead{Hash: logStart}
	if _, err := readNamed(ctx, d.store, kindSending, sendingLogHead, &head); err != nil {
		return nil, err
	}
	e.N, e.At = head.N+1, d.nowAtSchool().UTC().Truncate(time.Second)
	e.By = cmp.Or(e.By, d.options.By)
	if e.Document != "" {
		e.Words = exchange.DocumentWords(e.Document)
	}
	if e.Agreement == "" {
		a, _, err := d.Agreement(ctx)
		if err != nil {
			return nil, err
		}
		e.Agreement = a.Version
	}
	var err error
	if e.Hash, err = e.follows(head.Hash); err != nil {
		return nil, err
	}
	line, err1 := putNamed(kindSending, fmt.Sprintf("%s%06d", sendingLog, e.N), e)
	end, err2 := putNamed(kindSending, sendingLogHead, logHead{e.N, e.Hash})
	return []journal.Edit{line, end}, errors.Join(err1, err2)
}

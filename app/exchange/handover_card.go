package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"needsbook/app/day"
)

// Contexts and forms of the two small files beside a bundle.
const (
	cardContext            = "needsbook-card/v1\n"
	handoverReceiptContext = "needsbook-handover-receipt/v1\n"
	cardFormat             = "needsbook-receiving-card/1"
	receiptFormat          = "needsbook-handover-receipt/1"
	maxSmallFile           = 4 << 10
)

// Errors of the two small files, as sentences without their capital.
var (
	ErrCard    = errors.New("this is not a receiving card, or it was changed on the way. Ask the school for it again")
	ErrReceipt = errors.New("this is not the receipt of a hand-over, or it was changed on the way. Ask the school for it again")
)

// Card is a receiving card: a school's number, name and public key, so that a bundle
// can be sealed for that school without a code. It is no secret. Whoever uses it
// should compare its six words by telephone once.
type Card struct {
	Format string    `json:"format"`
	URN    string    `json:"urn"`
	School string    `json:"school"`
	Key    PublicKey `json:"key"`
}

// Words are the six words that two schools compare.
func (c Card) Words() []string { return c.Key.Words() }

// MakeCard writes a school's card, signed with its own key.
func MakeCard(s HandoverSchool, k Key) []byte {
	return signSmall(cardContext, Card{Format: cardFormat, URN: s.URN, School: s.Name, Key: k.Public()}, k)
}

// ReadCard reads a card and checks that its key signed it.
func ReadCard(b []byte) (Card, error) {
	var c Card
	s, err := readSmall(b, &c)
	if err != nil || c.Format != cardFormat || !ValidURN(c.URN) || len(c.School) > 300 || !s.by(c.Key, cardContext) {
		return Card{}, ErrCard
	}
	return c, nil
}

// HandoverReceipt is the receiving school's signed word that it opened a bundle. It
// names the document by a digest that only those know who have opened it, and says
// nothing about a pupil.
type HandoverReceipt struct {
	Format   string         `json:"format"`
	Document string         `json:"document"`
	From     string         `json:"from"` // URN of the school that made the bundle
	By       HandoverSchool `json:"by"`   // the school that opened it
	On       day.Date       `json:"on"`
	Key      PublicKey      `json:"key"`
}

// Sign writes a receipt. The same facts always give the same bytes.
func (r HandoverReceipt) Sign(k Key) []byte {
	r.Format, r.Key = receiptFormat, k.Public()
	return signSmall(handoverReceiptContext, r, k)
}

// ReadHandoverReceipt reads a receipt and checks that its key signed it.
func ReadHandoverReceipt(b []byte) (HandoverReceipt, error) {
	var r HandoverReceipt
	s, err := readSmall(b, &r)
	if err != nil || r.Format != receiptFormat || !ValidURN(r.From) || !ValidURN(r.By.URN) || len(r.By.Name) > 300 || r.On.IsZero() ||
		!s.by(r.Key, handoverReceiptContext) {
		return HandoverReceipt{}, ErrReceipt
	}
	return r, nil
}

// HandoverReceiptWords are the six words of a receipt, for telling it by telephone.
// Only a school that has opened the document can know them. They are empty for text
// that is not a digest.
func HandoverReceiptWords(digest string) []string {
	b, err := hex.DecodeString(digest)
	if err != nil || len(b) != sha256.Size {
		return nil
	}
	return SixWords(sha256.Sum256(append([]byte(handoverReceiptContext), b...)))
}

func signSmall(context string, v any, k Key) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("exchange: a card and a receipt always encode: " + err.Error())
	}
	return sign(context, b, k).bytes()
}

// readSmall reads one of the small files; the caller checks the signature with the
// key that stands inside.
func readSmall(b []byte, v any) (signed, error) {
	if len(b) > maxSmallFile {
		return signed{}, ErrForm
	}
	s, err := readSigned(b)
	if err != nil {
		return s, err
	}
	if err := CheckJSON(s.Payload); err != nil {
		return s, err
	}
	return s, json.Unmarshal(s.Payload, v)
}

// by reports whether a key that stands inside a document signed that document.
func (s signed) by(key PublicKey, context string) bool {
	return key.Check() == nil && s.Kid == key.ID() && s.verify(context, key.Sign) == nil
}

package exchange

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"

	"pgregory.net/rapid"
)

func testKey(n byte) Key {
	k, err := KeyFromSeed(bytes.Repeat([]byte{n}, SeedSize))
	if err != nil {
		panic(err)
	}
	return k
}

func known(keys ...Key) Lookup {
	return func(kid string) (ed25519.PublicKey, error) {
		for _, k := range keys {
			if k.Public().ID() == kid {
				return k.Public().Sign, nil
			}
		}
		return nil, errUnknown
	}
}

var errUnknown = errors.New("no such key")

func testPayload(rev int, prev string) []byte {
	return fmt.Appendf(nil, `{"as_of":"2026-11-20","cluster":"KENT-07","epoch":"b3f1c2","kind":"summary","prev":%q,"rev":%d,"schema":"cluster-summary/1","series":"2026-27/autumn","urn":"118999"}`, prev, rev)
}

func TestOpenGivesBackTheExactBytesThatWereSealed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rev := rapid.IntRange(1, maxRev).Draw(t, "rev")
		payload := testPayload(rev, DocumentID([]byte("before")))
		got, m, err := Open(Seal(payload, testKey(1)), known(testKey(1)))
		if err != nil || !bytes.Equal(got, payload) {
			t.Fatalf("got %s, %v", got, err)
		}
		want := Meta{"cluster-summary/1", "summary", "118999", "KENT-07", "2026-27/autumn", "", "b3f1c2", rev, DocumentID([]byte("before")), day.Of(2026, 11, 20)}
		if m != want {
			t.Fatalf("meta %+v", m)
		}
	})
}

func TestAnyChangedByteIsRefused(t *testing.T) {
	envelope := Seal(testPayload(1, ""), testKey(1))
	for i := range envelope {
		for _, flip := range []byte{1, 2, 4, 8, 16, 32, 64, 128} {
			changed := bytes.Clone(envelope)
			changed[i] ^= flip
			if _, _, err := Open(changed, known(testKey(1))); err == nil {
				t.Fatalf("byte %d changed with %#x was accepted", i, flip)
			}
		}
	}
	for _, changed := range [][]byte{nil, envelope[:len(envelope)-1], append(bytes.Clone(envelope), '\n'), append([]byte(" "), envelope...)} {
		if _, _, err := Open(changed, known(testKey(1))); !errors.Is(err, ErrForm) {
			t.Errorf("got %v", err)
		}
	}
}

func TestOpenRefusesWhatIsNotADocument(t *testing.T) {
	good := string(testPayload(1, ""))
	cases := map[string]struct {
		payload string
		want    error
	}{
		"duplicate key":       {strings.Replace(good, `"kind"`, `"rev":2,"kind"`, 1), ErrForm},
		"escaped duplicate":   {strings.Replace(good, `"kind"`, `"\u0072ev":2,"kind"`, 1), ErrForm},
		"nested duplicate":    {strings.Replace(good, `"kind"`, `"x":{"a":1,"a":2},"kind"`, 1), ErrForm},
		"two values":          {good + "{}", ErrForm},
		"not UTF-8":           {strings.Replace(good, "KENT", "KE\xffT", 1), ErrForm},
		"deep nesting":        {strings.Repeat("[", 90000), ErrForm},
		"deep and closed":     {`{"x":` + strings.Repeat("[", 50) + strings.Repeat("]", 50) + "}", ErrForm},
		"no urn":              {strings.Replace(good, "118999", "", 1), ErrForm},
		"letters in urn":      {strings.Replace(good, "118999", "11899x", 1), ErrForm},
		"revision nought":     {strings.Replace(good, `"rev":1`, `"rev":0`, 1), ErrForm},
		"revision a fraction": {strings.Replace(good, `"rev":1`, `"rev":1.5`, 1), ErrForm},
		"unknown kind":        {strings.Replace(good, `"summary"`, `"pupils"`, 1), ErrForm},
		"schema of other":     {strings.Replace(good, `cluster-summary/1`, `cluster-withdraw/1`, 1), ErrForm},
		"second without prev": {strings.Replace(good, `"rev":1`, `"rev":2`, 1), ErrForm},
		"path in series":      {strings.Replace(good, `2026-27/autumn`, `../../etc/passwd`, 1), ErrForm},
		"empty":               {"", ErrForm},
	}
	for name, c := range cases {
		if _, _, err := Open(Seal([]byte(c.payload), testKey(1)), known(testKey(1))); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, _, err := Open(Seal(bytes.Repeat([]byte(" "), MaxEnvelope), testKey(1)), known(testKey(1))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: got %v", err)
	}
	if _, _, err := Open(Seal(testPayload(1, ""), testKey(2)), known(testKey(1))); !errors.Is(err, errUnknown) {
		t.Errorf("unknown key: got %v", err)
	}
}

func TestASignatureForOneUseIsNoneForAnother(t *testing.T) {
	k := testKey(1)
	asReceipt := sign(documentContext, testPayload(1, ""), k).bytes()
	if _, err := OpenReceipt(asReceipt, k.Public().Sign); !errors.Is(err, ErrSignature) {
		t.Errorf("a document passed as a receipt: %v", err)
	}
	asDocument := sign(receiptContext, testPayload(1, ""), k).bytes()
	if _, _, err := Open(asDocument, known(k)); !errors.Is(err, ErrSignature) {
		t.Errorf("a receipt passed as a document: %v", err)
	}
}

func TestThePaddingOfWhatIsSignedIsAsWritten(t *testing.T) {
	// "cluster-doc/v1\n", the length in eight bytes, most significant first, the bytes.
	if got := pae(documentContext, []byte("ab")); string(got) != "cluster-doc/v1\n\x00\x00\x00\x00\x00\x00\x00\x02ab" {
		t.Errorf("got %q", got)
	}
}

func TestReceiptIsCheckedAgainstThePinnedHub(t *testing.T) {
	hub, other := testKey(9), testKey(8)
	at := time.Date(2026, 11, 21, 15, 4, 5, 123456789, time.UTC)
	id := DocumentID(testPayload(3, "x"))
	b := Receipt{Document: id, URN: "118999", Rev: 3, Received: at}.Sign(hub)
	r, err := OpenReceipt(b, hub.Public().Sign)
	if err != nil || !r.Received.Equal(at.Truncate(time.Millisecond)) || r.Hub != hub.Public().ID() {
		t.Fatalf("got %+v, %v", r, err)
	}
	if r.For(id, Meta{URN: "118999", Rev: 3}) != nil || r.For(id, Meta{URN: "118998", Rev: 3}) == nil || r.For("sha256:00", Meta{URN: "118999", Rev: 3}) == nil {
		t.Error("the receipt must answer its own document and no other")
	}
	if _, err := OpenReceipt(b, other.Public().Sign); !errors.Is(err, ErrSignature) {
		t.Errorf("a receipt of another hub was believed: %v", err)
	}
}

func TestSixWordsAreStableAndPlain(t *testing.T) {
	if len(wordList) != 512 {
		t.Fatalf("%d words, not 512", len(wordList))
	}
	seen := map[string]bool{}
	for _, w := range wordList {
		if seen[w] || strings.ToLower(w) != w || len(w) < 3 || len(w) > 11 {
			t.Errorf("the word %q does not fit", w)
		}
		seen[w] = true
	}
	// Written out by hand: nine bits each of 0x00 0x40 0x10 ... give words 0, 256, 128.
	sum := [32]byte{0x00, 0x40, 0x10}
	if got := SixWords(sum); got[0] != wordList[0] || got[1] != wordList[256] || got[2] != wordList[128] {
		t.Errorf("got %v", got)
	}
	a, b := testKey(1).Public(), testKey(2).Public()
	if strings.Join(a.Words(), " ") == strings.Join(b.Words(), " ") || len(a.Words()) != 6 {
		t.Error("two keys must have different words")
	}
	b.Sign = a.Sign
	if strings.Join(a.Words(), " ") == strings.Join(b.Words(), " ") {
		t.Error("the words must cover the sealing key too")
	}
	if DocumentWords("sha256:12") != nil || len(DocumentWords(DocumentID(nil))) != 6 {
		t.Error("a document's words come from a whole identifier only")
	}
}

func TestCodeForgivesTypingButNotSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, err := NewCode(bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 3000, 3000).Draw(t, "random")))
		if err != nil {
			return // the drawn bytes ran out before a plain check character came
		}
		typed := strings.NewReplacer("0", "o", "1", "l", "-", " ").Replace(strings.ToLower(code))
		if got, err := ReadCode(typed); err != nil || got != code {
			t.Fatalf("%q read as %q, %v", typed, got, err)
		}
		plain := []byte(strings.ReplaceAll(code, "-", ""))
		i := rapid.IntRange(0, 15).Draw(t, "place")
		wrong := codeAlphabet[rapid.IntRange(0, 31).Draw(t, "letter")]
		if plain[i] != wrong {
			slip := bytes.Clone(plain)
			slip[i] = wrong
			if _, err := ReadCode(string(slip)); err == nil {
				t.Fatalf("one wrong letter in %s was accepted: %s", code, slip)
			}
		}
		if i < 14 && plain[i] != plain[i+1] {
			plain[i], plain[i+1] = plain[i+1], plain[i]
			if _, err := ReadCode(string(plain)); err == nil {
				t.Fatalf("two letters of %s changed places and were accepted", code)
			}
		}
	})
	for _, bad := range []string{"", "7K2QF", "7K2QF-9MZ3D-HX4WT-PP", "7K2QF-9MZ3D-HX4WT-É", "UUUUU-UUUUU-UUUUU-U"} {
		if _, err := ReadCode(bad); !errors.Is(err, ErrCode) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestEnrolRequestBelongsToOneHubCodeAndSchool(t *testing.T) {
	hub := testKey(9).Public()
	code, _ := NewCode(bytes.NewReader(make([]byte, 15)))
	r, err := NewEnrolRequest(strings.ToLower(code), "118999", "SENCO laptop", testKey(1), hub)
	if err != nil || r.Check(hub) != nil {
		t.Fatalf("%v, %v", err, r.Check(hub))
	}
	if r.Check(testKey(8).Public()) == nil {
		t.Error("the request must not serve at another hub")
	}
	for name, change := range map[string]func(*EnrolRequest){
		"urn":  func(r *EnrolRequest) { r.URN = "118998" },
		"sign": func(r *EnrolRequest) { r.Key.Sign = testKey(2).Public().Sign },
		"seal": func(r *EnrolRequest) { r.Key.Seal = testKey(2).Public().Seal },
		"code": func(r *EnrolRequest) { r.Code = "11111-11111-11111-X" },
		"none": func(r *EnrolRequest) { r.Proof = nil },
	} {
		changed := r
		change(&changed)
		if changed.Check(hub) == nil {
			t.Errorf("a request with another %s was taken", name)
		}
	}
	answer := EnrolAnswer{State: Pending, Device: testKey(1).Public().ID(), URN: "118999", Hub: Hub{Key: hub}}.Sign(testKey(9))
	if a, err := OpenEnrolAnswer(answer, hub.Sign, testKey(1).Public().ID()); err != nil || a.State != Pending {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := OpenEnrolAnswer(answer, testKey(8).Public().Sign, testKey(1).Public().ID()); err == nil {
		t.Error("the answer of another hub was believed")
	}
	if _, err := OpenEnrolAnswer(answer, hub.Sign, testKey(2).Public().ID()); err == nil {
		t.Error("an answer about another key was believed")
	}
}

func TestSealedFileOpensAtItsHubOnly(t *testing.T) {
	hub, other := testKey(9), testKey(8)
	e := Seal(testPayload(1, ""), testKey(1))
	file, err := SealFor(e, hub.Public())
	if err != nil || bytes.Contains(file, e[20:60]) {
		t.Fatalf("not sealed: %v", err)
	}
	if got, err := Unseal(file, hub); err != nil || !bytes.Equal(got, e) {
		t.Errorf("%v", err)
	}
	if _, err := Unseal(file, other); err == nil {
		t.Error("another hub opened it")
	}
	file[len(file)-1] ^= 1
	if _, err := Unseal(file, hub); err == nil {
		t.Error("a damaged file was opened")
	}
	if got, _ := Unseal(e, hub); !bytes.Equal(got, e) {
		t.Error("a plain envelope must pass as it is")
	}
}

func TestWithdrawalReadsBackAndHoldsNothingElse(t *testing.T) {
	w := Withdrawal{Meta: Meta{URN: "118999", Cluster: "KENT-07", Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: 1, AsOf: day.Of(2026, 11, 20)},
		Withdraws: DocumentID([]byte("x")), Purge: true}
	p, err := w.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ReadWithdrawal(p); err != nil || got.Withdraws != w.Withdraws || !got.Purge || got.Kind != KindWithdraw {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{
		strings.Replace(string(p), `"purge"`, `"note":"text","purge"`, 1),
		strings.Replace(string(p), "sha256:", "sha1:", 1),
		"{}",
	} {
		if _, err := ReadWithdrawal([]byte(bad)); err == nil {
			t.Errorf("accepted %s", bad)
		}
	}
	if _, err := (Withdrawal{}).Payload(); err == nil {
		t.Error("an empty withdrawal was written")
	}
}

func TestEveryCodeHasAPlainSentence(t *testing.T) {
	for code, v := range verdicts {
		if !strings.HasSuffix(v.Sentence, ".") || strings.ContainsAny(v.Sentence, "{}_<>") {
			t.Errorf("%s: %q", code, v.Sentence)
		}
		if v.act == park && !(strings.Contains(v.Sentence, ". ")) {
			t.Errorf("%s: the sentence does not say what to do next: %q", code, v.Sentence)
		}
	}
	if Code("new_in_2030").Sentence() == "" {
		t.Error("a code of a later hub needs a sentence too")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(Seal(testPayload(1, ""), testKey(1))))
	f.Add([]byte(`{"payload":"","kid":"","sig":""}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		payload, m, err := Open(b, known(testKey(1)))
		if err == nil && (!bytes.Equal(Seal(payload, testKey(1)), b) || !ValidURN(m.URN)) {
			t.Errorf("accepted %q, which the key never signed", b)
		}
	})
}

func FuzzReadCode(f *testing.F) {
	f.Add("7K2QF-9MZ3D-HX4WT-P")
	f.Fuzz(func(t *testing.T, s string) {
		if code, err := ReadCode(s); err == nil {
			if again, err := ReadCode(code); err != nil || again != code {
				t.Errorf("%q was read as %q, which is not read", s, code)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	e := Seal(append(testPayload(1, ""), bytes.Repeat([]byte(" "), 8000)...), testKey(1))
	for b.Loop() {
		if _, _, err := Open(e, known(testKey(1))); err != nil {
			b.Fatal(err)
		}
	}
}

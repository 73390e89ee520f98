package exchange

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

const smallRecord = `{"pupil":{"id":"p1","upn":"","former_upn":"","surname":"Kowalska","forename":"Ana","preferred":"","born":"2016-09-03","sex":"F","year_taught":"","class":"","entered":"","left_on":"","flags":[],"mis_id":"","strengths":"","helps":"Time to answer","hinders":"","fields":{}}}`

func smallHandover() Handover {
	return Handover{Mark: strings.Repeat("0f", 16), From: HandoverSender{HandoverSchool: HandoverSchool{URN: "123456", Name: "Meadowfield Primary"}},
		To: HandoverSchool{URN: "654321", Name: "Hilltop School"}, On: day.Of(2026, 11, 23), Parts: []string{"profile"}, Record: json.RawMessage(smallRecord)}
}

func newKey(t testing.TB) Key {
	t.Helper()
	k, err := NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// sealed makes a bundle that is locked by a code or, without one, for the receiver's key.
func sealed(t testing.TB, papers [][]byte, sender Key, receiver *PublicKey) (file []byte, code, digest string) {
	t.Helper()
	lock := HandoverLock{Key: receiver}
	var err error
	if receiver == nil {
		if lock.Code, err = NewHandoverCode(rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if file, digest, err = SealHandover(smallHandover(), papers, sender, lock, rand.Reader); err != nil {
		t.Fatal(err)
	}
	return file, lock.Code, digest
}

func TestBundleOpensWithItsCodeOrItsKeyAlone(t *testing.T) {
	sender, receiver, stranger := newKey(t), newKey(t), newKey(t)
	public := receiver.Public()
	papers := [][]byte{[]byte("a report"), {}, []byte("\x00\n")}
	for _, to := range []*PublicKey{nil, &public} {
		file, code, digest := sealed(t, papers, sender, to)
		o, err := OpenHandover(file, strings.ToLower(strings.ReplaceAll(code, "-", "  ")), receiver)
		if err != nil {
			t.Fatal(err)
		}
		if o.Digest != digest || o.From.Key.ID() != sender.Public().ID() || !slices.EqualFunc(o.Attached, papers, bytes.Equal) || !strings.Contains(string(o.Record), "Time to answer") {
			t.Errorf("opened %+v", o)
		}
		if bytes.Contains(file, []byte("Kowalska")) || bytes.Contains(file, []byte("a report")) {
			t.Error("the bundle says in clear what it should hide")
		}
		other, err := NewHandoverCode(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		want := ErrHandoverWrong
		if to != nil {
			want = ErrHandoverWrongKey
		}
		if _, err := OpenHandover(file, other, stranger); !errors.Is(err, want) {
			t.Errorf("a stranger: %v", err)
		}
	}
}

// No byte of a bundle may be changed, and no end of it cut off.
func TestEveryByteOfABundleIsAuthenticated(t *testing.T) {
	sender, receiver := newKey(t), newKey(t)
	public := receiver.Public()
	for _, to := range []*PublicKey{nil, &public} {
		file, code, _ := sealed(t, [][]byte{[]byte("paper")}, sender, to)
		for i := range file {
			changed := bytes.Clone(file)
			changed[i] ^= 1 << (i % 8)
			if _, err := OpenHandover(changed, code, receiver); err == nil {
				t.Fatalf("byte %d of %d was changed and the bundle opened", i, len(file))
			}
			if _, err := OpenHandover(file[:i], code, receiver); err == nil {
				t.Fatalf("%d of %d bytes opened", i, len(file))
			}
		}
		if _, err := OpenHandover(append(bytes.Clone(file), 0), code, receiver); err == nil {
			t.Error("a byte too many opened")
		}
	}
}

func TestBundleSaysWhyItDoesNotOpen(t *testing.T) {
	k := newKey(t)
	file, code, _ := sealed(t, nil, k, nil)
	middle := bytes.Clone(file)
	middle[len(middle)/2] ^= 1
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"empty":          {nil, ErrHandoverForm},
		"another file":   {[]byte("%PDF-1.7\n"), ErrHandoverForm},
		"newer":          {bytes.Replace(file, []byte("handover/1"), []byte("handover/2"), 1), ErrHandoverNewer},
		"cut":            {file[:len(file)-1], ErrHandoverCut},
		"cut early":      {file[:30], ErrHandoverCut},
		"damaged":        {middle, ErrHandoverDamaged},
		"longer":         {append(bytes.Clone(file), "x"...), ErrHandoverDamaged},
		"too large":      {make([]byte, MaxHandover+1), ErrHandoverTooLarge},
		"another school": {bytes.Replace(file, []byte("654321"), []byte("654322"), 1), ErrHandoverDamaged},
	} {
		if _, err := OpenHandover(c.file, code, k); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenHandover(file, "AAAA", k); !errors.Is(err, ErrHandoverCode) {
		t.Errorf("a slip of typing: %v", err)
	}
}

// A bundle that one school opened cannot be locked again for another as if the
// sender had made it: the document names its receiver.
func TestBundleCannotBePassedOnUnderTheSendersName(t *testing.T) {
	sender, receiver := newKey(t), newKey(t)
	payload, err := func() ([]byte, error) {
		h := smallHandover()
		h.From.Key = sender.Public()
		return h.Payload()
	}()
	if err != nil {
		t.Fatal(err)
	}
	for name, forge := range map[string]func() (HandoverHeader, []byte){
		"another receiver": func() (HandoverHeader, []byte) {
			return HandoverHeader{From: "123456", To: "111111"}, sign(handoverContext, payload, sender).bytes()
		},
		"another key": func() (HandoverHeader, []byte) {
			return HandoverHeader{From: "123456", To: "654321"}, sign(handoverContext, payload, receiver).bytes()
		},
		"another context": func() (HandoverHeader, []byte) {
			return HandoverHeader{From: "123456", To: "654321"}, sign(documentContext, payload, sender).bytes()
		},
	} {
		head, inner := forge()
		inner = append(inner, '\n')
		public := receiver.Public()
		head.Lock, head.Salt = LockedForKey, []byte{}
		head.Size, _ = sealedSize(head.Lock, len(inner))
		box, err := HandoverLock{Key: &public}.seal(head, head.bytes(), inner)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := OpenHandover(withSum(append(head.bytes(), box...)), "", receiver); !errors.Is(err, ErrHandoverSigned) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBundleRefusesWhatItsSchemaDoesNotName(t *testing.T) {
	for name, change := range map[string]func(*Handover){
		"a field too many": func(h *Handover) {
			h.Record = json.RawMessage(strings.Replace(smallRecord, `"sex"`, `"postcode":"","sex"`, 1))
		},
		"money": func(h *Handover) {
			h.Record = json.RawMessage(smallRecord[:len(smallRecord)-1] + `,"provision":[{"rate":"17.20"}]}`)
		},
		"a bad URN":       func(h *Handover) { h.To.URN = "12345" },
		"no parts":        func(h *Handover) { h.Parts = []string{} },
		"too many papers": func(h *Handover) { h.Record = nil },
	} {
		h := smallHandover()
		change(&h)
		if _, _, err := SealHandover(h, nil, newKey(t), HandoverLock{Code: "x"}, rand.Reader); err == nil {
			t.Errorf("%s was sealed", name)
		}
	}
	if _, _, err := SealHandover(smallHandover(), [][]byte{make([]byte, MaxHandoverPapers+1)}, newKey(t), HandoverLock{}, rand.Reader); err == nil {
		t.Error("papers without end were sealed")
	}
}

func TestHandoverCodeForgivesHowItIsTypedAndFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, err := NewHandoverCode(bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 3000, 3000).Draw(t, "random")))
		if err != nil {
			t.Skip()
		}
		read, err := ReadHandoverCode(" " + strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(code, "-", " "), "0", "o")))
		if err != nil || read != code || len(code) != 34 {
			t.Fatalf("%q reads as %q, %v", code, read, err)
		}
		at := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		other := codeAlphabet[rapid.IntRange(0, 31).Draw(t, "other")]
		if code[at] == '-' || code[at] == other {
			t.Skip()
		}
		if _, err := ReadHandoverCode(code[:at] + string(other) + code[at+1:]); err == nil {
			t.Fatalf("a slip in %q at %d was not found", code, at)
		}
	})
}

func TestCardAndReceiptAreSignedByWhoeverTheyName(t *testing.T) {
	k, other := newKey(t), newKey(t)
	school := HandoverSchool{URN: "654321", Name: "Hilltop School"}
	card, err := ReadCard(MakeCard(school, k))
	if err != nil || card.URN != school.URN || !slices.Equal(card.Words(), k.Public().Words()) {
		t.Fatalf("%+v, %v", card, err)
	}
	receipt := HandoverReceipt{Document: strings.Repeat("ab", 32), From: "123456", By: school, On: day.Of(2026, 11, 23)}
	read, err := ReadHandoverReceipt(receipt.Sign(k))
	if err != nil || read.Document != receipt.Document || read.By != school {
		t.Fatalf("%+v, %v", read, err)
	}
	forged := Card{Format: cardFormat, URN: school.URN, School: school.Name, Key: k.Public()}
	if _, err := ReadCard(signSmall(cardContext, forged, other)); !errors.Is(err, ErrCard) {
		t.Errorf("a forged card: %v", err)
	}
	for i := range receipt.Sign(k) {
		changed := receipt.Sign(k)
		changed[i] ^= 1
		if _, err := ReadHandoverReceipt(changed); err == nil {
			t.Fatalf("byte %d of a receipt may be changed", i)
		}
	}
	if words := HandoverReceiptWords(receipt.Document); len(words) != 6 || HandoverReceiptWords("x") != nil {
		t.Errorf("words %v", words)
	}
}

// FuzzOpenHandover opens what may be anything. With the checksum put right, it
// reaches behind it.
func FuzzOpenHandover(f *testing.F) {
	k, err := KeyFromSeed(bytes.Repeat([]byte{7}, SeedSize))
	if err != nil {
		f.Fatal(err)
	}
	// Each process that fuzzes must have the same code and know the same documents.
	code, err := NewHandoverCode(bytes.NewReader(bytes.Repeat([]byte("a fixed stream "), 99)))
	if err != nil {
		f.Fatal(err)
	}
	public := k.Public()
	known := map[string]bool{}
	seal := func(papers [][]byte, lock HandoverLock) []byte {
		file, digest, err := SealHandover(smallHandover(), papers, k, lock, rand.Reader)
		if err != nil {
			f.Fatal(err)
		}
		known[digest] = true
		return file
	}
	file, forKey := seal([][]byte{[]byte("paper")}, HandoverLock{Code: code}), seal(nil, HandoverLock{Key: &public})
	f.Add(file, false)
	f.Add(forKey, false)
	f.Add(file[:len(file)-32], true)
	f.Add([]byte("needsbook-handover/1\n{}\n"), true)
	f.Fuzz(func(t *testing.T, in []byte, sum bool) {
		if sum {
			in = withSum(in)
		}
		o, err := OpenHandover(in, code, k)
		if err == nil && !known[o.Digest] {
			t.Fatalf("opened what nobody sealed: %+v", o.Handover)
		}
		if err != nil && (err.Error() == "" || o.Digest != "") {
			t.Fatalf("refused without a word, or by half: %v", err)
		}
	})
}

// FuzzHandoverDocument reads a document that may be anything.
func FuzzHandoverDocument(f *testing.F) {
	h := smallHandover()
	h.From.Key = newKey(f).Public()
	payload, err := h.Payload()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(payload)
	f.Add([]byte(`{"format":"needsbook-handover/1"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		h, err := readHandover(in)
		if err != nil {
			return
		}
		if again, err := h.Payload(); err != nil || len(again) == 0 {
			t.Fatalf("what was read cannot be written: %v", err)
		}
	})
}

// FuzzHandoverCard reads cards, receipts and typed words of another school: nothing
// passes that was not signed by the key it names.
func FuzzHandoverCard(f *testing.F) {
	k, err := KeyFromSeed(bytes.Repeat([]byte{7}, SeedSize))
	if err != nil {
		f.Fatal(err)
	}
	card := MakeCard(HandoverSchool{URN: "118998", Name: "Hill Primary School"}, k)
	if _, err := ReadCard(card); err != nil {
		f.Fatal(err)
	}
	f.Add(card)
	f.Add(card[:len(card)-3])
	f.Add([]byte(`{}`))
	f.Add([]byte("ABCD-EFGH-JKMN"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := ReadCard(b); err == nil && (!ValidURN(c.URN) || bytes.Equal(c.Key.Sign, k.Public().Sign) && c.URN != "118998") {
			t.Fatalf("%+v passed", c)
		}
		if r, err := ReadHandoverReceipt(b); err == nil && (!ValidURN(r.From) || r.On.IsZero()) {
			t.Fatalf("%+v passed", r)
		}
		if code, err := ReadHandoverCode(string(b)); err == nil {
			if again, err := ReadHandoverCode(code); err != nil || again != code {
				t.Fatalf("the code %q reads as %q, %v", code, again, err)
			}
		}
		if w, err := ReadWithdrawal(b); err == nil && !ValidID(w.Withdraws) {
			t.Fatalf("%+v passed", w)
		}
	})
}

package exchange

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func testItem(rev int) OutboxItem {
	prev := ""
	if rev > 1 {
		prev = DocumentID([]byte("before"))
	}
	p := testPayload(rev, prev)
	return OutboxItem{ID: int64(rev), Series: "2026-27/autumn", Rev: rev, DocID: DocumentID(p), Envelope: Seal(p, testKey(1)), State: Ready}
}

func receiptFor(item OutboxItem, hub Key) []byte {
	return Receipt{Document: item.DocID, URN: "118999", Rev: item.Rev, Received: now}.Sign(hub)
}

func TestOutboxRules(t *testing.T) {
	hub, other := testKey(9), testKey(8)
	item := testItem(1)
	item.State, item.Attempts = Sending, 3 // the bound is 30 s doubled three times: four minutes
	good, forged := receiptFor(item, hub), receiptFor(item, other)
	wrongRev := Receipt{Document: item.DocID, URN: "118999", Rev: 2, Received: now}.Sign(hub)
	cases := []struct {
		name   string
		answer Answer
		err    error
		state  State
		next   time.Duration
	}{
		{"stored", Answer{Code: Stored, Receipt: good}, nil, Committed, 0},
		{"gap", Answer{Code: Gap, Receipt: good}, nil, Committed, 0},
		{"superseded", Answer{Code: Superseded, Receipt: good}, nil, Committed, 0},
		{"duplicate", Answer{Code: Duplicate, Receipt: good}, nil, Already, 0},
		{"no receipt", Answer{Code: Stored}, nil, Ready, 2 * time.Minute},
		{"receipt of a fake hub", Answer{Code: Stored, Receipt: forged}, nil, Ready, 2 * time.Minute},
		{"receipt of another revision", Answer{Code: Duplicate, Receipt: wrongRev}, nil, Ready, 2 * time.Minute},
		{"network down", Answer{}, errors.New("no route"), Ready, 2 * time.Minute},
		{"busy", Answer{Code: TooMany}, nil, Ready, 2 * time.Minute},
		{"busy, come back later", Answer{Code: Unavailable, RetryAfter: time.Hour}, nil, Ready, time.Hour},
		{"busy, come back soon", Answer{Code: Unavailable, RetryAfter: time.Second}, nil, Ready, 2 * time.Minute},
		{"in the folder", Answer{Code: HandedOver}, nil, Sending, folderWait},
		{"signature", Answer{Code: BadSignature}, nil, Parked, 0},
		{"too large", Answer{Code: TooLarge}, nil, Parked, 0},
		{"conflict", Answer{Code: RevConflict}, nil, Parked, 0},
		{"epoch", Answer{Code: EpochConflict}, nil, Parked, 0},
		{"locked", Answer{Code: TermLocked}, nil, Parked, 0},
		{"revoked", Answer{Code: KeyRevoked}, nil, Parked, 0},
		{"pending", Answer{Code: KeyPending}, nil, Parked, 0},
		{"a code of a later hub", Answer{Code: "new_in_2030"}, nil, Parked, 0},
	}
	for _, c := range cases {
		got := item.After(c.answer, c.err, hub.Public().Sign, now, 0.5)
		if got.State != c.state {
			t.Errorf("%s: %s, want %s", c.name, got.State, c.state)
		}
		if c.next != 0 && got.NextAt.Sub(now) != c.next {
			t.Errorf("%s: waits %v, want %v", c.name, got.NextAt.Sub(now), c.next)
		}
		if settled := c.state == Committed || c.state == Already; settled != (len(got.Receipt) > 0) {
			t.Errorf("%s: receipt kept: %v", c.name, len(got.Receipt) > 0)
		}
		if c.state == Parked && got.Reason != c.answer.Code.Sentence() {
			t.Errorf("%s: the reason is %q", c.name, got.Reason)
		}
		if string(got.Envelope) != string(item.Envelope) {
			t.Errorf("%s: the approved bytes changed", c.name)
		}
	}
}

func TestWaitingGrowsToSixHoursAndNoFurther(t *testing.T) {
	for attempts, want := range map[int]time.Duration{0: 30 * time.Second, 1: time.Minute, 5: 16 * time.Minute, 9: 256 * time.Minute, 10: longestWait, 5000: longestWait} {
		if got := pause(attempts, 1); got != want {
			t.Errorf("after %d attempts %v, want %v", attempts, got, want)
		}
		if pause(attempts, 0) != 0 {
			t.Errorf("after %d attempts the shortest wait must be nothing", attempts)
		}
	}
}

// memory is an outbox kept in a map, and a carrier with answers prepared.
type memory struct {
	items   []OutboxItem
	answers map[int]Answer
	sent    []int
	saved   []State
}

func (m *memory) Unsettled(context.Context) (out []OutboxItem, err error) {
	for _, i := range m.items {
		if i.State == Ready || i.State == Sending {
			out = append(out, i)
		}
	}
	return out, nil
}

func (m *memory) Save(_ context.Context, item OutboxItem) error {
	m.saved = append(m.saved, item.State)
	for n := range m.items {
		if m.items[n].ID == item.ID {
			m.items[n] = item
		}
	}
	return nil
}

func (m *memory) Send(_ context.Context, e Envelope) (Answer, error) {
	p, _ := e.Payload()
	meta, _ := ReadMeta(p)
	m.sent = append(m.sent, meta.Rev)
	if m.saved[len(m.saved)-1] != Sending {
		return Answer{}, errors.New("the item was not marked before it was sent")
	}
	return m.answers[meta.Rev], nil
}

func outboxOn(m *memory) Outbox {
	return Outbox{Store: m, Carrier: m, Hub: testKey(9).Public().Sign, Now: func() time.Time { return now }, Chance: func() float64 { return 1 }}
}

func TestOutboxSendsWhatIsDueAndMarksItFirst(t *testing.T) {
	one, two, three := testItem(1), testItem(2), testItem(3)
	two.NextAt = now.Add(time.Hour)
	three.State = Sending // a crash left it so
	m := &memory{items: []OutboxItem{one, two, three}, answers: map[int]Answer{
		1: {Code: Stored, Receipt: receiptFor(one, testKey(9))},
		2: {Code: Stored, Receipt: receiptFor(two, testKey(9))},
		3: {Code: Duplicate, Receipt: receiptFor(three, testKey(9))},
	}}
	if _, err := outboxOn(m).SendDue(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if len(m.sent) != 2 || m.items[0].State != Committed || m.items[1].State != Ready || m.items[2].State != Already {
		t.Errorf("sent %v: %s %s %s", m.sent, m.items[0].State, m.items[1].State, m.items[2].State)
	}
	if _, err := outboxOn(m).SendDue(t.Context(), true); err != nil || m.items[1].State != Committed {
		t.Errorf("a click sends what waits: %s, %v", m.items[1].State, err)
	}
}

func TestRevokedKeyParksEverything(t *testing.T) {
	m := &memory{items: []OutboxItem{testItem(1), testItem(2), testItem(3)}, answers: map[int]Answer{1: {Code: KeyRevoked}}}
	tried, err := outboxOn(m).SendDue(t.Context(), false)
	if err != nil || len(m.sent) != 1 || len(tried) != 3 {
		t.Fatalf("sent %v, %d returned, %v", m.sent, len(tried), err)
	}
	for _, i := range m.items {
		if i.State != Parked || i.Reason != KeyRevoked.Sentence() {
			t.Errorf("revision %d is %s: %q", i.Rev, i.State, i.Reason)
		}
	}
}

func TestParkedItemsAreSentAgainOnlyByAPerson(t *testing.T) {
	item := testItem(1).parked(TermLocked)
	m := &memory{items: []OutboxItem{item}}
	if tried, _ := outboxOn(m).SendDue(t.Context(), true); len(tried) != 0 {
		t.Error("a parked item was sent by itself")
	}
	if got, err := item.Again(now); err != nil || got.State != Ready || got.NextAt.After(now) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := testItem(1).Again(now); !errors.Is(err, ErrNotParked) {
		t.Errorf("%v", err)
	}
}

func TestOnlyWhatCannotHaveArrivedIsKeptBack(t *testing.T) {
	for _, c := range []struct {
		state    State
		attempts int
		code     Code
		refused  bool
	}{
		{Ready, 0, "", false}, {Ready, 1, "", true}, {Sending, 1, "", true},
		{Parked, 4, TermLocked, false}, {Parked, 1, KeyRevoked, false}, {Parked, 2, KeyRevoked, true}, {Parked, 2, KeyPending, true},
		{Committed, 1, Stored, false}, {Already, 2, Duplicate, false},
	} {
		item := testItem(1)
		item.State, item.Attempts, item.LastCode = c.state, c.attempts, c.code
		got, err := item.Withdraw()
		if errors.Is(err, ErrMayHaveArrived) != c.refused || (err == nil && got.State != Withdrawn) {
			t.Errorf("%s after %d attempts (%s): %s, %v", c.state, c.attempts, c.code, got.State, err)
		}
	}
}

// TestJitterIsFullAndNothingIsEverDropped runs an outbox against a hub that fails in
// every way, for months, with crashes between sending and the answer.
func TestJitterIsFullAndNothingIsEverDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := now
		item := testItem(1)
		approved := string(item.Envelope)
		m := &memory{items: []OutboxItem{item}, answers: map[int]Answer{}}
		held := false // what the hub has, whether the school knows it or not
		for range rapid.IntRange(1, 60).Draw(t, "rounds") {
			chance := rapid.Float64Range(0, 1).Draw(t, "chance")
			retryAfter := time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second
			fate := rapid.SampledFrom([]string{"no answer", "busy", "full", "lost answer", "crash", "fake receipt", "stored"}).Draw(t, "fate")
			carrier := carrierFunc(func(context.Context, Envelope) (Answer, error) {
				switch fate {
				case "busy":
					return Answer{Code: TooMany, RetryAfter: retryAfter}, nil
				case "full":
					return Answer{Code: Unavailable, RetryAfter: retryAfter}, nil
				case "lost answer", "crash":
					held = true
					return Answer{}, errors.New("the line was cut")
				case "fake receipt":
					return Answer{Code: Stored, Receipt: receiptFor(item, testKey(8))}, nil
				case "stored":
					code := Stored
					if held {
						code = Duplicate
					}
					held = true
					return Answer{Code: code, Receipt: receiptFor(item, testKey(9))}, nil
				}
				return Answer{}, errors.New("no route")
			})
			before := m.items[0]
			clock = clock.Add(time.Duration(rapid.IntRange(0, 240).Draw(t, "hours")) * time.Hour)
			o := Outbox{Store: m, Carrier: carrier, Hub: testKey(9).Public().Sign, Now: func() time.Time { return clock }, Chance: func() float64 { return chance }}
			if _, err := o.SendDue(context.Background(), true); err != nil {
				t.Fatal(err)
			}
			if fate == "crash" { // the program ends before the answer is written
				crashed := before
				if before.State == Ready || before.State == Sending {
					crashed.State, crashed.Attempts = Sending, before.Attempts+1
				}
				m.items[0] = crashed
			}
			after := m.items[0]
			if string(after.Envelope) != approved {
				t.Fatal("the approved bytes changed")
			}
			switch after.State {
			case Committed, Already:
				if !held || len(after.Receipt) == 0 {
					t.Fatal("it rests although the hub has nothing")
				}
				if after.State == Already && before.Attempts == 0 {
					t.Fatal("the first sending cannot have been a second")
				}
				return
			case Parked, Withdrawn:
				t.Fatalf("%s after %s, at %d attempts", after.State, fate, after.Attempts)
			}
			wait := after.NextAt.Sub(clock)
			bound := shortestWait << min(after.Attempts, 20)
			if fate != "crash" && (wait < 0 || wait > max(min(longestWait, bound), retryAfter)) {
				t.Fatalf("after %d attempts it waits %v", after.Attempts, wait)
			}
			if (fate == "busy" || fate == "full") && wait < retryAfter {
				t.Fatalf("the hub asked for %v, it waits %v", retryAfter, wait)
			}
		}
		if s := m.items[0].State; s != Ready && s != Sending {
			t.Fatalf("%s", s)
		}
	})
}

type carrierFunc func(context.Context, Envelope) (Answer, error)

func (f carrierFunc) Send(ctx context.Context, e Envelope) (Answer, error) { return f(ctx, e) }

func TestJitterFillsItsWholeRange(t *testing.T) {
	for _, attempts := range []int{0, 3, 12, 4000} {
		last := time.Duration(-1)
		for i := range 101 {
			got := pause(attempts, float64(i)/100)
			if got <= last {
				t.Fatalf("after %d attempts chance %d gives %v after %v", attempts, i, got, last)
			}
			last = got
		}
		if last != pause(attempts, 1) || pause(attempts, 0) != 0 {
			t.Errorf("after %d attempts the range is not whole", attempts)
		}
	}
}

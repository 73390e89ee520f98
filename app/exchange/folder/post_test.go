package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

func bulletin(number int64) []byte {
	return exchange.SignBulletin(exchange.Bulletin{Cluster: "KENT-07", Name: "Weald", Number: number}, hubKey)
}

func TestBulletinsAreSealedForEachSchoolAndTidied(t *testing.T) {
	dir := t.TempDir()
	one, two := exchangetest.Key(1), exchangetest.Key(2)
	p := &Post{Folder: dir, Now: time.Now}
	pack := []byte(`{"format":"sen-terms"}`)
	sum := sha256.Sum256(pack)
	id := hex.EncodeToString(sum[:])
	other := filepath.Join(dir, "notes.scb")
	if err := os.WriteFile(other, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	leave := func(packs map[string][]byte, letters ...Letter) {
		t.Helper()
		if err := p.Leave(letters, packs); err != nil {
			t.Fatal(err)
		}
	}
	d := Drop{Folder: dir, Hub: hubKey.Public()}
	if _, err := d.Bulletin(one); !errors.Is(err, ErrNothing) {
		t.Errorf("nothing there: %v", err)
	}
	leave(map[string][]byte{id: pack}, Letter{To: one.Public(), Bulletin: bulletin(1)}, Letter{To: two.Public(), Bulletin: bulletin(1)})
	file := filepath.Join(dir, bulletinName(one.Public().ID()))
	before, _ := os.ReadFile(file)
	leave(map[string][]byte{id: pack}, Letter{To: one.Public(), Bulletin: bulletin(1)}, Letter{To: two.Public(), Bulletin: bulletin(1)})
	if after, _ := os.ReadFile(file); string(after) != string(before) {
		t.Error("an unchanged bulletin was written again")
	}
	leave(nil, Letter{To: one.Public(), Bulletin: bulletin(2)})
	got, err := d.Bulletin(one)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := exchange.OpenBulletin(got, hubKey.Public().Sign); err != nil || b.Number != 2 {
		t.Errorf("%+v, %v", b, err)
	}
	if strings.Contains(string(before), "KENT-07") {
		t.Error("the bulletin can be read by anybody")
	}
	if err := os.WriteFile(filepath.Join(dir, bulletinName(two.Public().ID())), before, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Bulletin(two); err == nil {
		t.Error("another school's bulletin was opened")
	}
	leave(nil, Letter{To: one.Public(), Bulletin: bulletin(2)})
	if _, err := d.Bulletin(two); !errors.Is(err, ErrNothing) {
		t.Errorf("the bulletin of a school that left is still there: %v", err)
	}
	if _, err := d.Pack(id); !errors.Is(err, ErrNothing) {
		t.Errorf("a pack that is no longer on offer: %v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file of somebody else was taken away")
	}
	leave(map[string][]byte{id: pack}, Letter{To: one.Public(), Bulletin: bulletin(2)})
	if got, err := d.Pack(id); err != nil || string(got) != string(pack) {
		t.Errorf("%q, %v", got, err)
	}
	if err := os.WriteFile(filepath.Join(dir, packName(id)), pack[:5], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Pack(id); !errors.Is(err, ErrNothing) {
		t.Errorf("half a pack was taken: %v", err)
	}
}

func TestRequestsToJoinAreAnsweredInTheFolder(t *testing.T) {
	h := newHub(t)
	k := exchangetest.Key(3)
	device := k.Public().ID()
	says := exchange.Code("")
	h.Enrol = func(_ context.Context, file []byte) ([]byte, string, exchange.Code, error) {
		r, err := exchange.OpenEnrolFile(file, hubKey)
		if err != nil {
			return nil, "", exchange.BadForm, nil
		}
		a := exchange.EnrolAnswer{State: exchange.Pending, Device: r.Key.ID(), URN: r.URN, Hub: exchange.Hub{Key: hubKey.Public()}, Refused: says}
		return a.Sign(hubKey), r.Key.ID(), says, nil
	}
	request, err := exchange.EnrolFile("7K2QF-9MZ3D-HX4WT-P", "118999", "laptop", k, hubKey.Public())
	if errors.Is(err, exchange.ErrCode) {
		code, _ := exchange.NewCode(strings.NewReader(strings.Repeat("7", 15)))
		request, err = exchange.EnrolFile(code, "118999", "laptop", k, hubKey.Public())
	}
	if err != nil {
		t.Fatal(err)
	}
	d := Drop{Folder: h.folder, Hub: hubKey.Public()}
	for _, c := range []struct {
		name string
		code exchange.Code
		want string
	}{
		{"taken", "", " joined"},
		{"used before", exchange.CodeUsed, " code_used"},
	} {
		says = c.code
		if err := d.LeaveRequest(device, request); err != nil {
			t.Fatal(err)
		}
		if got := h.scans(t, 2); len(got) != 1 || !strings.HasSuffix(got[0], c.want) {
			t.Fatalf("%s: %v", c.name, got)
		}
		b, err := d.EnrolAnswer(device)
		if err != nil {
			t.Fatal(err)
		}
		a, err := exchange.ReadEnrolAnswer(b, hubKey.Public(), device)
		if err != nil || a.Refused != c.code {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
	}
	h.put(t, "half.scj", request[:40])
	h.put(t, "large.scj", make([]byte, exchange.MaxEnrolFile+1))
	if got := strings.Join(h.scans(t, patience+3), " "); !strings.Contains(got, "half.scj bad_form") || !strings.Contains(got, "large.scj too_large") {
		t.Errorf("%s", got)
	}

	p := &Post{Folder: h.folder, Now: time.Now}
	active := exchange.EnrolAnswer{State: exchange.Active, Device: device, Hub: exchange.Hub{Key: hubKey.Public()}}.Sign(hubKey)
	if err := p.Answers(func(id string) []byte {
		if id != device {
			t.Errorf("asked about %s", id)
		}
		return active
	}); err != nil {
		t.Fatal(err)
	}
	if b, _ := d.EnrolAnswer(device); string(b) != string(active) {
		t.Error("the answer was not brought up to date")
	}
	p.Now = func() time.Time { return time.Now().Add(answerLasts + time.Hour) }
	if err := p.Leave(nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.EnrolAnswer(device); !errors.Is(err, ErrNothing) {
		t.Errorf("an old answer is still there: %v", err)
	}
}

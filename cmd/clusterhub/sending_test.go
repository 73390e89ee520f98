package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
	"needsbook/app/pack/signedpack"
	"needsbook/assets"
)

// newFolder is a hub's folder with one cluster of so many schools, 900001 and on.
func newFolder(t *testing.T, schools int) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "hub")
	must(t, nil, "cluster", "add", "--data", folder, "--id", "KENT-07", "--name", "Weald and Downs", "--district", "Weald", "--county", "Kent", "--pcn", "West")
	for i := range schools {
		urn := "9000" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
		must(t, nil, "school", "add", "--data", folder, "--urn", urn, "--name", "School "+urn, "--cluster", "KENT-07")
	}
	return folder
}

// fails runs a command that must be refused with words a person can use.
func fails(t *testing.T, says string, args ...string) {
	t.Helper()
	status, out, errs := command(t, args...)
	if status == done || !strings.Contains(errs, says) {
		t.Errorf("%v: status %d, %q %q, want %q", args, status, out, errs, says)
	}
}

func TestClustersOfAnySizeAreTakenAndOddOnesNoted(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "hub")
	must(t, nil, "cluster", "add", "--data", folder, "--id", "KENT-07", "--name", "Weald")
	for n := 1; n <= 40; n++ {
		urn := "9000" + string(rune('0'+n/10)) + string(rune('0'+n%10))
		var saved struct{ Note string }
		must(t, &saved, "school", "add", "--data", folder, "--urn", urn, "--name", "School "+urn, "--cluster", "KENT-07")
		if odd := n < 8 || n > 14; odd != strings.Contains(saved.Note, "8 to 14") {
			t.Errorf("with %d schools: %q", n, saved.Note)
		}
	}
}

func TestWhatIsNotNamedAboutAClusterStays(t *testing.T) {
	folder := newFolder(t, 1)
	must(t, nil, "cluster", "add", "--data", folder, "--id", "KENT-07", "--name", "Weald")
	must(t, nil, "school", "add", "--data", folder, "--urn", "900001", "--name", "Castle School", "--cluster", "KENT-07", "--phase", "secondary")
	must(t, nil, "school", "add", "--data", folder, "--urn", "900001", "--name", "Castle Academy", "--cluster", "KENT-07")
	var all struct {
		Clusters []struct {
			Name, District, County, PCN string
			Schools                     []struct{ Name, Phase string }
		}
	}
	must(t, &all, "list", "--data", folder)
	c := all.Clusters[0]
	if c.Name != "Weald" || c.District != "Weald" || c.County != "Kent" || c.PCN != "West" || c.Schools[0].Name != "Castle Academy" || c.Schools[0].Phase != "secondary" {
		t.Errorf("%+v", c)
	}
}

func TestMoveKeepsTheHistoryOfHomes(t *testing.T) {
	folder := newFolder(t, 1)
	must(t, nil, "cluster", "add", "--data", folder, "--id", "KENT-08", "--name", "Coast")
	var saved struct {
		Homes []struct{ Cluster, From, To string }
	}
	must(t, &saved, "school", "add", "--data", folder, "--urn", "900001", "--name", "School", "--cluster", "KENT-08", "--from", "2026-09-01", "--to", "2027-08-31")
	if len(saved.Homes) != 2 || saved.Homes[0].To != "2026-08-31" || saved.Homes[1].Cluster != "KENT-08" || saved.Homes[1].To != "2027-08-31" {
		t.Errorf("%+v", saved.Homes)
	}
	fails(t, "last day", "school", "add", "--data", folder, "--urn", "900001", "--name", "School", "--cluster", "KENT-08", "--from", "2027-09-01", "--to", "2026-09-01")
	fails(t, "See the flags", "school", "add", "--data", folder, "--urn", "900001", "--name", "School", "--cluster", "KENT-08", "--from", "1 Sept")
}

func TestGroupsStandBesideTheHomeCluster(t *testing.T) {
	folder := newFolder(t, 2)
	must(t, nil, "group", "add", "--data", folder, "--id", "OAK-TRUST", "--name", "Oak Trust")
	must(t, nil, "group", "member", "--data", folder, "--group", "OAK-TRUST", "--urn", "900001", "--from", "2026-09-01")
	must(t, nil, "group", "member", "--data", folder, "--group", "OAK-TRUST", "--urn", "900002", "--to", "2020-01-01")
	var all struct {
		Groups []struct {
			ID      string
			Schools []struct{ URN, Cluster string }
		}
	}
	must(t, &all, "list", "--data", folder)
	if len(all.Groups) != 1 || len(all.Groups[0].Schools) != 1 || all.Groups[0].Schools[0].Cluster != "KENT-07" {
		t.Errorf("%+v", all.Groups)
	}
	_, words, _ := command(t, "list", "--data", folder)
	if !strings.Contains(words, "OAK-TRUST  Oak Trust, a trust of 1 schools") || !strings.Contains(words, "Weald, Kent, West") {
		t.Errorf("%s", words)
	}
	fails(t, "no group", "group", "member", "--data", folder, "--group", "ASH", "--urn", "900001")
	fails(t, "no school", "group", "member", "--data", folder, "--group", "OAK-TRUST", "--urn", "123456")
	fails(t, "trust", "group", "add", "--data", folder, "--id", "X-1", "--name", "X", "--kind", "club")
}

func TestMeetingsNoticesAndPacksAreSentRound(t *testing.T) {
	hub := newFolder(t, 1)
	must(t, nil, "meeting", "add", "--data", hub, "--cluster", "KENT-07", "--on", "2099-12-03", "--starts", "13:30", "--place", "Hall", "--papers-by", "2099-11-27")
	must(t, nil, "meeting", "add", "--data", hub, "--cluster", "KENT-07", "--on", "2099-12-03", "--starts", "14:00", "--place", "Library", "--papers-by", "2099-11-27")
	var meetings struct {
		Meetings []struct{ ID, Starts, Place string }
	}
	must(t, &meetings, "meeting", "list", "--data", hub, "--cluster", "KENT-07")
	if len(meetings.Meetings) != 1 || meetings.Meetings[0].Place != "Library" {
		t.Errorf("%+v", meetings)
	}
	var notice struct{ ID string }
	must(t, &notice, "notice", "add", "--data", hub, "--cluster", "KENT-07", "--title", "New form", "--words", "From January.")
	fails(t, "papers", "meeting", "add", "--data", hub, "--cluster", "KENT-07", "--on", "2099-12-03", "--papers-by", "2099-12-04")
	fails(t, "no cluster", "notice", "add", "--data", hub, "--cluster", "KENT-99", "--title", "x")
	fails(t, "title", "notice", "add", "--data", hub, "--cluster", "KENT-07", "--title", strings.Repeat("x", 101))

	dir := t.TempDir()
	plain, signed, broken := filepath.Join(dir, "plain.json"), filepath.Join(dir, "signed.json"), filepath.Join(dir, "broken.json")
	key, err := signedpack.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file, err := signedpack.Sign(assets.Pack("services.json"), "Kent County Council", key)
	if err != nil {
		t.Fatal(err)
	}
	for path, body := range map[string][]byte{plain: assets.Pack("continuum.json"), signed: file, broken: []byte(`{"format":"sen-terms"}`)} {
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must(t, nil, "pack", "send", "--data", hub, "--cluster", "KENT-07", "--file", plain)
	var sent struct {
		Pack struct{ ID, Format string }
		By   string `json:"signed_by"`
	}
	must(t, &sent, "pack", "send", "--data", hub, "--cluster", "KENT-07", "--file", signed, "--words", "Prices of 2027")
	if sent.By != "Kent County Council" || sent.Pack.Format != "sen-services" {
		t.Errorf("%+v", sent)
	}
	fails(t, "cannot be sent", "pack", "send", "--data", hub, "--cluster", "KENT-07", "--file", broken)

	// What a school finds, by network and by folder.
	drop := t.TempDir()
	server := startHub(t, hub, "--drop", drop, "--drop-every", "50ms")
	client, err := https.New(server.address, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := exchangetest.Key(1)
	pub := memberOf(t, hub, client, "900001", k)
	body, tag, changed, err := client.Bulletin(t.Context(), k, pub, "KENT-07", "")
	if err != nil || !changed {
		t.Fatal(err)
	}
	b, err := exchange.OpenBulletin(body, pub.Sign)
	if err != nil || len(b.Meetings) != 1 || len(b.Notices) != 1 || len(b.Packs) != 2 || len(b.Members) != 1 || b.Members[0].Sent {
		t.Errorf("%+v, %v", b, err)
	}
	if _, _, again, err := client.Bulletin(t.Context(), k, pub, "KENT-07", tag); err != nil || again {
		t.Errorf("nothing changed: %v %v", again, err)
	}
	got, err := client.Pack(t.Context(), k, pub, sent.Pack.ID)
	if err != nil || string(got) != string(file) {
		t.Errorf("the publisher's bytes changed on the way: %v", err)
	}
	box := folder.Drop{Folder: drop, Hub: pub}
	var left []byte
	for range 100 {
		if left, err = box.Bulletin(k); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil || string(left) != string(body) {
		t.Errorf("the folder holds another bulletin: %v", err)
	}
	if got, err := box.Pack(sent.Pack.ID); err != nil || string(got) != string(file) {
		t.Errorf("the pack in the folder: %v", err)
	}

	must(t, nil, "notice", "remove", "--data", hub, "--cluster", "KENT-07", "--id", notice.ID)
	must(t, nil, "pack", "remove", "--data", hub, "--cluster", "KENT-07", "--id", sent.Pack.ID)
	must(t, nil, "meeting", "remove", "--data", hub, "--cluster", "KENT-07", "--id", "2099-12-03")
	fails(t, "no meeting", "meeting", "remove", "--data", hub, "--cluster", "KENT-07", "--id", "2099-12-03")
	body, _, changed, err = client.Bulletin(t.Context(), k, pub, "KENT-07", tag)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	if after, err := exchange.OpenBulletin(body, pub.Sign); err != nil || len(after.Meetings)+len(after.Notices) != 0 || len(after.Packs) != 1 || after.Number <= b.Number {
		t.Errorf("%+v, %v", after, err)
	}
}

// memberOf joins a school that is there already, through the commands and HTTP.
func memberOf(t *testing.T, folder string, c *https.Client, urn string, k exchange.Key) exchange.PublicKey {
	t.Helper()
	var invited struct{ Code string }
	must(t, &invited, "invite", "--data", folder, "--urn", urn)
	hub, err := c.Hub(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	request, err := exchange.NewEnrolRequest(invited.Code, urn, "laptop", k, hub.Key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Enrol(t.Context(), request, hub.Key); err != nil {
		t.Fatal(err)
	}
	must(t, nil, "approve", "--data", folder, "--device", k.Public().ID(), "--by", "A. Head")
	return hub.Key
}

func TestSchoolJoinsByFileAloneAndSends(t *testing.T) {
	hub, dir := newFolder(t, 1), t.TempDir()
	var invited struct{ Code string }
	must(t, &invited, "invite", "--data", hub, "--urn", "900001")
	k := exchangetest.Key(1)
	id := k.Public().ID()
	write := func(name string, k exchange.Key) string {
		t.Helper()
		file, err := exchange.EnrolFile(invited.Code, "900001", "laptop", k, exchange.PublicKey{})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	read := func(path string, k exchange.Key) exchange.EnrolAnswer {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, err := exchange.ReadEnrolAnswer(b, exchange.PublicKey{}, k.Public().ID())
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	answer := filepath.Join(dir, "answer.sca")
	must(t, nil, "enrol-file", "--data", hub, "--request", write("mine.scj", k), "--answer", answer)
	a := read(answer, k)
	var devices struct {
		Devices []struct {
			ID    string
			Words []string
		}
	}
	must(t, &devices, "devices", "--data", hub)
	if a.State != exchange.Pending || a.Cluster != "KENT-07" || len(devices.Devices) != 1 || strings.Join(devices.Devices[0].Words, " ") != strings.Join(k.Public().Words(), " ") {
		t.Errorf("%+v %+v", a, devices)
	}
	fails(t, "Write the answer", "enrol-file", "--data", hub, "--request", write("mine.scj", k), "--answer", answer)

	thief := exchangetest.Key(2)
	no := filepath.Join(dir, "no.sca")
	must(t, nil, "enrol-file", "--data", hub, "--request", write("thief.scj", thief), "--answer", no)
	if a := read(no, thief); a.Refused != exchange.CodeUsed || !strings.Contains(a.Refused.Sentence(), "used before") || a.School != "" {
		t.Errorf("%+v", a)
	}
	if _, alarm, _ := command(t, "verify", "--data", hub); !strings.Contains(alarm, "used invitation code") {
		t.Errorf("no alarm: %s", alarm)
	}
	garbage := filepath.Join(dir, "x.scj")
	if err := os.WriteFile(garbage, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, "not a request", "enrol-file", "--data", hub, "--request", garbage, "--answer", filepath.Join(dir, "x.sca"))
	fails(t, "--request", "enrol-file", "--data", hub, "--answer", filepath.Join(dir, "x.sca"))

	must(t, nil, "approve", "--data", hub, "--device", id, "--by", "A. Head")
	later := filepath.Join(dir, "later.sca")
	must(t, nil, "enrol-file", "--data", hub, "--device", id, "--answer", later)
	if a := read(later, k); a.State != exchange.Active {
		t.Errorf("%+v", a)
	}

	// From here the school sends by the folder alone.
	drop := t.TempDir()
	startHub(t, hub, "--drop", drop, "--drop-every", "50ms")
	box := folder.Drop{Folder: drop, Hub: a.Hub.Key}
	m := exchangetest.Meta(1, "")
	m.URN = "900001"
	e, err := exchange.NewRotation(k, thief, m)
	if err != nil {
		t.Fatal(err)
	}
	var got exchange.Answer
	for range 100 {
		if got, err = box.Send(t.Context(), e); err != nil || got.Code != exchange.HandedOver {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil || got.Code != exchange.Stored {
		t.Errorf("%+v, %v", got, err)
	}
}

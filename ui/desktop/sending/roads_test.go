package sending_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
)

func TestFolderIsTheRoadWhereThereIsNoNetwork(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	to := t.TempDir()
	tab(t, w, "The way to the hub")
	press(t, w, "Send by this folder")
	w.MustSee("Choose a folder, or type its path.")
	w.Type(to)
	w.Press("Enter")
	w.MustSee("The way to the hub was changed.", "By the folder")
	press(t, w, "Approve now, send later")
	w.Press("Ctrl+Enter")
	w.MustSee("Approved. It has not left yet")
	w.Press("Ctrl+Enter")
	files := 0
	if err := filepath.WalkDir(to, func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files++
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Errorf("nothing was put into the folder:\n%s", w.Text())
	}
	press(t, w, "Send over the network")
	if m, err := d.Membership(t.Context()); err != nil || m.Folder != "" {
		t.Error(m.Folder, err)
	}
}

func TestSchoolJoinsByFileWithoutANetwork(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	w := open(t, d)
	press(t, w, "The network stops the program?")
	folder := t.TempDir()
	w.Type(h.code(t, d.School().URN))
	request := filepath.Join(folder, "request.scj")
	reach(t, w, filepath.Join(os.TempDir(), "Request to join"))
	w.Press("Ctrl+A")
	w.Type(request)
	w.Press("Ctrl+Enter")
	w.MustSee("Give it to the people of the hub")
	file, err := os.ReadFile(request)
	if err != nil {
		t.Fatal(err)
	}
	answer, _, code, err := h.EnrolByFile(t.Context(), file)
	if err != nil || answer == nil {
		t.Fatal(code, err)
	}
	back := filepath.Join(folder, "answer.sca")
	if err := os.WriteFile(back, answer, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Type(back)
	w.Press("Enter")
	w.MustSee("Kent coast hub", strings.Join(h.Key.Public().Words(), " "))
	w.Press("Ctrl+Enter")
	w.MustSee("Compare the six words first")
	w.Press("Space", "Ctrl+Enter")
	w.MustSee("Waiting for the hub")
	if m, err := d.Membership(t.Context()); err != nil || m.Cluster != "KENT-07" || m.State != exchange.Pending {
		t.Errorf("%+v %v", m, err)
	}
}

func TestKeyIsRenewedAndTheHubToldOfIt(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	before, _ := d.Membership(t.Context())
	w := open(t, d)
	w.Go(shell.To("cluster", "road"))
	w.MustSee("To be renewed", "By 23 Nov 2027")
	press(t, w, "Renew the key")
	w.MustSee("A new key is made.")
	press(t, w, "Send")
	after, err := d.Membership(t.Context())
	if err != nil || after.Key.ID() == before.Key.ID() {
		t.Fatalf("the key is as it was: %v\n%s", err, w.Text())
	}
	tab(t, w, "Send log")
	w.MustSee("Key renewed")
}

func TestRestoredSchoolAdoptsWhatTheHubHas(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	backup, err := d.Keeper().Backup(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(t.Context(), p.ID, head); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SendSummaries(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Restore(t.Context(), backup.Path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.MustSee("Sending is on hold")
	if w.Sees("Send these figures") {
		t.Fatal("sending is offered while it is on hold")
	}
	press(t, w, "Adopt what the hub has")
	w.MustSee("Adopted number 1 of the autumn term 2026-27")
	if w.Sees("Sending is on hold") {
		t.Errorf("it is on hold still:\n%s", w.Text())
	}
}

func TestSendingGoesOnAfterARestoreWithoutTheHub(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	backup, err := d.Keeper().Backup(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Restore(t.Context(), backup.Path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	press(t, w, "Let sending go on")
	if w.Sees("Sending is on hold") {
		t.Errorf("it is on hold still:\n%s", w.Text())
	}
}

func TestHubThatDoesNotAnswerIsSaidAndNothingIsLost(t *testing.T) {
	w := open(t, small(t))
	w.Type("http://127.0.0.1:9")
	w.Press("Enter")
	w.MustSee("The hub did not answer.", "127.0.0.1:9")
}

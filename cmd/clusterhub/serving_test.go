package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"needsbook/assets"
)

func TestServeBehindAProxyOnASocket(t *testing.T) {
	data, socket := t.TempDir(), filepath.Join(t.TempDir(), "hub.sock")
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("twenty-four letters long\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A socket that a killed hub left behind is no reason not to start.
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close()
	hub := startHub(t, data, "--listen", "unix:"+socket, "--metrics-token", token)
	if hub.address != "unix:"+socket {
		t.Errorf("it says that it listens on %s", hub.address)
	}
	if i, err := os.Stat(socket); err != nil || i.Mode().Perm() != 0o660 {
		t.Errorf("the socket's mode: %v %v", i, err)
	}
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}}}
	ask := func(path, bearer string) (int, http.Header, string) {
		req, err := http.NewRequest(http.MethodGet, "http://hub"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Forwarded-For", "198.51.100.7")
		req.Header.Set("X-Forwarded-Proto", "https")
		if bearer != "" {
			req.Header.Set("Authorization", "Bearer "+bearer)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header, string(b)
	}
	if status, header, _ := ask("/", ""); status != 200 || header.Get("Strict-Transport-Security") == "" {
		t.Errorf("the door: %d %v", status, header)
	}
	status, _, text := ask("/readyz", "")
	var ready struct {
		Status string
		Checks []struct {
			Name  string
			Holds bool
		}
	}
	if err := json.Unmarshal([]byte(text), &ready); err != nil || status != 200 || ready.Status != "ready" || len(ready.Checks) != 4 {
		t.Errorf("ready: %d %s", status, text)
	}
	if status, _, _ := ask("/metrics", ""); status != 404 {
		t.Errorf("metrics without the token: %d", status)
	}
	status, _, text = ask("/metrics", "twenty-four letters long")
	for _, want := range []string{"clusterhub_records_bytes ", "clusterhub_disk_free_bytes ", "clusterhub_verify_failures "} {
		if status != 200 || !strings.Contains(text, want) {
			t.Errorf("metrics: %d, %q is not in them", status, want)
		}
	}
	if status, out, errs := command(t, "serve", "--data", t.TempDir(), "--listen", "unix:"+socket); status != refused || !strings.Contains(errs, "another program") && !strings.Contains(errs, "Another program") {
		t.Errorf("a second hub on the socket: %d %s%s", status, out, errs)
	}
	if err := hub.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := hub.Wait(); err != nil {
		t.Errorf("it did not stop in order: %v", err)
	}
	if _, err := os.Stat(socket); err == nil {
		t.Error("the socket is left behind")
	}
}

func TestServeUsesACouncilsWords(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	words := filepath.Join(t.TempDir(), "terms.json")
	text := strings.Replace(string(assets.Pack("terms.json")), `"Community of Schools"`, `"Learning Partnership"`, 1)
	if err := os.WriteFile(words, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	hub := startHub(t, data, "--terms", words)
	var link struct{ Link string }
	must(t, &link, "reader-link", "--data", data, "--cluster", "KENT-07", "--address", hub.address)
	if page := read(t, link.Link, http.DefaultTransport); !strings.Contains(page, "Learning Partnership KENT-07") {
		t.Error("the page does not use the words")
	}
}

func TestServeStopsAtOnceWhileBoardsAreMade(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	hub := startHub(t, data)
	began := time.Now()
	if err := hub.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := hub.Wait(); err != nil || time.Since(began) > 8*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestReaderLinkNamesOneView(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald", "--district", "Coast & Marsh", "--county", "Kent")
	must(t, nil, "school", "add", "--data", data, "--urn", "900001", "--name", "Hill", "--phase", "primary", "--cluster", "KENT-07")
	for flag, want := range map[string]string{"--cluster KENT-07": "/c/KENT-07/enter/", "--school 900001": "/s/900001/enter/",
		"--district Coast & Marsh": "/d/Coast%20&%20Marsh/enter/", "--county Kent": "/county/Kent/enter/"} {
		name, value, _ := strings.Cut(flag, " ")
		var link struct{ Link, Level, Ref string }
		must(t, &link, "reader-link", "--data", data, name, value)
		if !strings.Contains(link.Link, want) || link.Ref != value || "--"+link.Level != name {
			t.Errorf("%s: %+v", flag, link)
		}
		var ended struct{ Revoked int }
		if must(t, &ended, "reader-link", "--data", data, name, value, "--revoke"); ended.Revoked != 1 {
			t.Errorf("%s: %d revoked", flag, ended.Revoked)
		}
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{nil, misused, "Say what the link opens"},
		{[]string{"--cluster", "KENT-07", "--county", "Kent"}, misused, "one view"},
		{[]string{"--county", "Atlantis"}, refused, "no county Atlantis"},
		{[]string{"--school", "900009"}, refused, "no school 900009"},
		{[]string{"--cluster", "KENT-07", "--days", "0"}, misused, "from 1"},
	} {
		if status, _, errs := command(t, append([]string{"reader-link", "--data", data}, c.args...)...); status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, status, errs)
		}
	}
}

func TestWrongUseOfServeIsExplained(t *testing.T) {
	short := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(short, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--trust-proxy", "proxy.example.org"}, misused, "10.0.0.0/8"},
		{[]string{"--terms", "nowhere.json"}, refused, "nowhere.json"},
		{[]string{"--terms", short}, refused, "cannot be used"},
		{[]string{"--metrics-token", short}, refused, "16 characters"},
		{[]string{"--listen", "unix:/tmp/x", "--tls-cert", "a", "--tls-key", "b"}, misused, "socket"},
	} {
		data := filepath.Join(t.TempDir(), "new")
		status, _, errs := command(t, append([]string{"serve", "--data", data}, c.args...)...)
		if _, err := os.Stat(data); status != c.status || !strings.Contains(errs, c.says) || err == nil {
			t.Errorf("%v: %d %s", c.args, status, errs)
		}
	}
}

// TestServiceStartsTheHubAsItIs holds that every flag in the files for systemd is one
// of serve's, and that systemd itself can read the unit where it is installed.
func TestServiceStartsTheHubAsItIs(t *testing.T) {
	folder := filepath.Join("..", "..", "assets", "dist")
	env, err := os.ReadFile(filepath.Join(folder, "clusterhub.env"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, help := command(t, "serve", "--help")
	flags := 0
	for line := range strings.Lines(string(env)) {
		_, value, ok := strings.Cut(line, "CLUSTERHUB_FLAGS=")
		if !ok {
			continue
		}
		for _, word := range strings.Fields(value) {
			if name, ok := strings.CutPrefix(word, "--"); ok {
				flags++
				if !strings.Contains(help, "  -"+name) {
					t.Errorf("serve has no flag --%s", name)
				}
			}
		}
	}
	if flags < 4 {
		t.Errorf("only %d flags were read", flags)
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here")
	}
	unit, err := os.ReadFile(filepath.Join(folder, "clusterhub.service"))
	if err != nil {
		t.Fatal(err)
	}
	exe := "/bin/true" // systemd looks whether the program is there
	if _, err := os.Stat(exe); err != nil || runtime.GOOS != "linux" {
		t.Skip("no program to stand in")
	}
	copied := filepath.Join(t.TempDir(), "clusterhub.service")
	if err := os.WriteFile(copied, []byte(strings.ReplaceAll(string(unit), "/usr/local/bin/clusterhub serve", exe+" serve")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", copied).CombinedOutput(); err != nil || strings.Contains(string(out), "clusterhub.service") {
		t.Errorf("%v: %s", err, out)
	}
}

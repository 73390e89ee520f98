package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
)

// TestMain lets the test binary stand in for the program, so that it can be killed.
func TestMain(m *testing.M) {
	if os.Getenv("CLUSTERHUB_CHILD") == "1" {
		main()
	}
	os.Exit(m.Run())
}

// command runs the program in this process and returns its exit status and output.
func command(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

// must runs a command that has to succeed and reads its JSON.
func must(t *testing.T, into any, args ...string) {
	t.Helper()
	status, out, errs := command(t, append(args, "--json")...)
	if status != done {
		t.Fatalf("%v: status %d: %s", args, status, errs)
	}
	if into == nil {
		into = &map[string]any{}
	}
	d := json.NewDecoder(strings.NewReader(out))
	if err := d.Decode(into); err != nil || d.More() {
		t.Fatalf("%v: not one JSON document: %v: %s", args, err, out)
	}
}

// child is a hub in a process of its own.
type child struct {
	*exec.Cmd
	address string
}

func startHub(t *testing.T, folder string, args ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return start(t, exec.Command(exe, append([]string{"serve", "--data", folder, "--listen", "127.0.0.1:0", "--json"}, args...)...))
}

// start runs a command that serves a hub, and waits until the hub has said its address.
func start(t *testing.T, command *exec.Cmd) *child {
	t.Helper()
	c := &child{Cmd: command}
	c.Env = append(os.Environ(), "CLUSTERHUB_CHILD=1")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	var said struct{ Address string }
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err != nil {
		c.Wait()
		t.Fatalf("the hub did not start: %v: %s", err, errs.String())
	}
	c.address = said.Address
	return c
}

// member adds one school and an approved key, through the commands and HTTP.
func member(t *testing.T, folder string, c *https.Client, s clustertest.School, k exchange.Key) exchange.PublicKey {
	t.Helper()
	must(t, nil, "school", "add", "--data", folder, "--urn", s.URN, "--name", s.Name, "--phase", s.Phase, "--cluster", "KENT-07")
	var invited struct {
		Code     string
		HubWords []string `json:"hub_words"`
	}
	must(t, &invited, "invite", "--data", folder, "--urn", s.URN)
	hub, err := c.Hub(t.Context())
	if err != nil || strings.Join(hub.Key.Words(), " ") != strings.Join(invited.HubWords, " ") {
		t.Fatalf("%v: the words differ", err)
	}
	request, err := exchange.NewEnrolRequest(invited.Code, s.URN, "SENCO laptop", k, hub.Key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Enrol(t.Context(), request, hub.Key); err != nil {
		t.Fatal(err)
	}
	must(t, nil, "approve", "--data", folder, "--device", k.Public().ID(), "--by", "A. Head")
	return hub.Key
}

func client(t *testing.T, address string, transport http.RoundTripper) *https.Client {
	t.Helper()
	c, err := https.New(address, transport)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheWholeLineByHTTPSAndByFolder(t *testing.T) {
	data, shared := t.TempDir(), t.TempDir()
	cert, key, pool := certificateFiles(t)
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald & Downs")
	hub := startHub(t, data, "--tls-cert", cert, "--tls-key", key, "--drop", shared, "--drop-every", "50ms", "--name", "Kent’s hub")
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	c := client(t, hub.address, transport)
	schools := clustertest.Schools(4, 1)
	var hubKey exchange.PublicKey
	for i, s := range schools {
		hubKey = member(t, data, c, s, exchangetest.Key(byte(i+1)))
	}
	for i, s := range schools[:3] {
		if a, err := c.Send(t.Context(), exchange.Seal(s.Payload("KENT-07", 1, ""), exchangetest.Key(byte(i+1)))); err != nil || a.Code != exchange.Stored {
			t.Fatal(a.Code, err)
		}
	}
	drop := folder.Drop{Folder: shared, Hub: hubKey}
	byFolder := exchange.Seal(schools[3].Payload("KENT-07", 1, ""), exchangetest.Key(4))
	if a, err := drop.Send(t.Context(), byFolder); err != nil || a.Code != exchange.HandedOver {
		t.Fatal(a.Code, err)
	}
	var answer exchange.Answer
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var err error
		if answer, err = drop.Send(t.Context(), byFolder); err != nil {
			t.Fatal(err)
		}
		if answer.Code != exchange.HandedOver {
			break
		}
	}
	if r, err := exchange.OpenReceipt(answer.Receipt, hubKey.Sign); err != nil || r.URN != schools[3].URN {
		t.Fatalf("no receipt in the folder: %+v, %v", answer, err)
	}

	var link struct{ Link string }
	must(t, &link, "reader-link", "--data", data, "--cluster", "KENT-07", "--address", hub.address)
	page := read(t, link.Link, transport)
	for _, want := range []string{"Weald &amp; Downs", "All 4 schools have sent", schools[3].Name} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}

	var listed struct {
		Clusters []struct {
			ID      string
			Schools []struct{ URN string }
		}
	}
	must(t, &listed, "list", "--data", data)
	if len(listed.Clusters) != 1 || len(listed.Clusters[0].Schools) != 4 {
		t.Errorf("listed %+v", listed)
	}
	var known struct{ Devices []struct{ State, URN string } }
	must(t, &known, "devices", "--data", data)
	if len(known.Devices) != 4 || known.Devices[0].State != "active" {
		t.Errorf("devices %+v", known)
	}

	copied := filepath.Join(t.TempDir(), "copy")
	must(t, nil, "backup", "--data", data, "--to", copied)
	if status, _, errs := command(t, "backup", "--data", data, "--to", copied); status != refused || !strings.Contains(errs, "already") {
		t.Errorf("a second backup to one place: %d %s", status, errs)
	}
	if err := hub.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := hub.Wait(); err != nil {
		t.Errorf("it did not stop in order: %v", err)
	}
	restored := startHub(t, copied)
	if k, err := client(t, restored.address, nil).Hub(t.Context()); err != nil || k.Key.ID() != hubKey.ID() {
		t.Errorf("the copy is another hub: %v", err)
	}
	if a, err := client(t, restored.address, nil).Send(t.Context(), byFolder); err != nil || a.Code != exchange.Duplicate {
		t.Errorf("the copy does not hold the document: %s, %v", a.Code, err)
	}
}

// read follows a reader's link as a browser does.
func read(t *testing.T, link string, transport http.RoundTripper) string {
	t.Helper()
	jar := map[string]*http.Cookie{}
	c := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 3 {
		req, err := http.NewRequest(http.MethodGet, link, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, cookie := range jar {
			req.AddCookie(cookie)
		}
		resp, err := c.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, cookie := range resp.Cookies() {
			jar[cookie.Name] = cookie
		}
		to, err := resp.Location()
		if err != nil {
			return string(body)
		}
		link = to.String()
	}
	t.Fatal("it leads in a circle")
	return ""
}

func TestOnlyOneHubServesAFolder(t *testing.T) {
	data := t.TempDir()
	startHub(t, data)
	status, out, errs := command(t, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if status != locked || out != "" || !strings.Contains(errs, "another hub") && !strings.Contains(errs, "Another hub") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
}

func TestPlainHTTPIsForThisComputerOnly(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "hub.example.org:80"} {
		data := filepath.Join(t.TempDir(), "new")
		status, _, errs := command(t, "serve", "--data", data, "--listen", address)
		if _, err := os.Stat(data); status != refused || !strings.Contains(errs, "--tls-cert") || err == nil {
			t.Errorf("%s: status %d: %s", address, status, errs)
		}
	}
}

func TestCertificateIsReadAgainWhenItChanges(t *testing.T) {
	cert, key, _ := certificateFiles(t)
	c, err := newCertificate(cert, key, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := c.get(nil)
	newCert, newKey, _ := certificateFiles(t)
	later := time.Now().Add(time.Minute)
	if err := os.WriteFile(cert, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chtimes(cert, later, later)
	if got, err := c.get(nil); err != nil || got != before {
		t.Errorf("a half-written file changed the certificate: %v", err)
	}
	for from, to := range map[string]string{newCert: cert, newKey: key} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.Chtimes(cert, later, later)
	if got, err := c.get(nil); err != nil || bytes.Equal(got.Certificate[0], before.Certificate[0]) {
		t.Errorf("the new certificate is not used: %v", err)
	}
}

func TestWrongUseIsExplained(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	empty := filepath.Join(t.TempDir(), "nothing")
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{nil, misused, "clusterhub serve"},
		{[]string{"help"}, done, "clusterhub serve"},
		{[]string{"dance"}, misused, "clusterhub serve"},
		{[]string{"invite", "--help"}, done, "-urn"},
		{[]string{"help", "school", "add"}, done, "-phase"},
		{[]string{"invite", "--data", data}, misused, "Give --urn"},
		{[]string{"invite", "--urn", "900001"}, misused, "Give --data"},
		{[]string{"invite", "--data", data, "--nonsense"}, misused, "--help"},
		{[]string{"invite", "--data", data, "--urn", "900001", "more"}, misused, "too many"},
		{[]string{"invite", "--data", data, "--urn", "900001"}, refused, "no school 900001"},
		{[]string{"invite", "--data", empty, "--urn", "900001"}, refused, "no hub in"},
		{[]string{"invite", "--data", data, "--urn", "900001", "--days", "0"}, misused, "from 1"},
		{[]string{"cluster", "add", "--data", empty, "--store", "host=/nowhere", "--id", "KENT-07", "--name", "Weald"}, refused, "records"},
		{[]string{"school", "add", "--data", data, "--urn", "900001", "--name", "x", "--cluster", "KENT-09"}, refused, "no cluster KENT-09"},
		{[]string{"school", "add", "--data", data, "--urn", "900001", "--name", "x", "--cluster", "KENT-07", "--from", "soon"}, misused, "2026-09-03"},
		{[]string{"approve", "--data", data, "--device", "none"}, refused, "No computer"},
		{[]string{"serve", "--data", data, "--tls-cert", "x"}, misused, "both"},
		{[]string{"serve", "--data", data, "--tls-cert", "x", "--tls-key", "y"}, refused, "certificate"},
		{[]string{"term", "close", "--data", data, "--cluster", "KENT-07", "--term", "autumn", "--reason", "x"}, refused, "2026-27/autumn"},
	} {
		status, out, errs := command(t, c.args...)
		if status != c.status || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%v: status %d, want %d: %q %q", c.args, status, c.status, out, errs)
		}
	}
	if _, err := os.Stat(empty); err == nil {
		t.Error("a command made a folder for a hub that is not there")
	}
}

func TestDamagedKeyIsSaid(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	path := filepath.Join(data, keyFile)
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("the key's mode is %v, %v", i.Mode(), err)
	}
	for _, text := range []string{"", "abc", strings.Repeat("z", 64)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, _, errs := command(t, "devices", "--data", data); status != refused || !strings.Contains(errs, "backup") {
			t.Errorf("%q: %d %s", text, status, errs)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := command(t, "devices", "--data", data); status != refused || !strings.Contains(errs, "key") {
		t.Errorf("no key: %d %s", status, errs)
	}
}

// certificateFiles makes a certificate for 127.0.0.1 that is good for an hour.
func certificateFiles(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "hub"}, NotBefore: time.Now().Add(-time.Minute),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})) {
		t.Fatal("the certificate was not taken")
	}
	return cert, key, pool
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mrand "math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

// These tests put a fault layer between the hub and its disk: strace, which records
// every write and sync of a hub that works, or makes its syncs fail.

// strace returns the program, or skips the test: it takes a while and a tool.
func strace(t *testing.T) string {
	t.Helper()
	if os.Getenv("NEEDSBOOK_LONG") != "1" {
		t.Skip("set NEEDSBOOK_LONG=1 to run the hub over a disk that fails")
	}
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not here; .ci/packages installs it")
	}
	return path
}

const (
	cutSchools = 20
	cutRevs    = 15
)

// joinDirectly lets schools join a hub that is not served: a hub that is lets only a
// few join in a minute.
func joinDirectly(t *testing.T, folder string, n int) []clustertest.School {
	t.Helper()
	h, err := openHub(t.Context(), folder, true)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald"}); err != nil {
		t.Fatal(err)
	}
	schools := clustertest.Schools(n, 1)
	for i, s := range schools {
		if err := h.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-07"}); err != nil {
			t.Fatal(err)
		}
		code, _, err := h.NewInvite(t.Context(), s.URN, time.Hour, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		key := exchangetest.Key(byte(i))
		request, err := exchange.NewEnrolRequest(code, s.URN, "SENCO laptop", key, h.Key.Public())
		if err != nil {
			t.Fatal(err)
		}
		if _, refused, err := h.Enrol(t.Context(), request); err != nil || refused != "" {
			t.Fatal(refused, err)
		}
		if _, err := h.Approve(t.Context(), key.Public().ID(), "A. Head"); err != nil {
			t.Fatal(err)
		}
	}
	return schools
}

// sendAll sends so many revisions of every school at once and returns the documents
// that were receipted, and how many tries were answered with each code.
func sendAll(t *testing.T, address string, schools []clustertest.School, revs int, within time.Duration) (receipted map[string]bool, answers map[exchange.Code]int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	receipted, answers = map[string]bool{}, map[exchange.Code]int{}
	c := client(t, address, http.DefaultTransport)
	var mu sync.Mutex
	var all sync.WaitGroup
	for i, s := range schools {
		all.Go(func() {
			prev := ""
			for rev := 1; rev <= revs; rev++ {
				payload := s.Payload("KENT-07", rev, prev)
				prev = exchange.DocumentID(payload)
				for ctx.Err() == nil {
					a, err := c.Send(ctx, exchange.Seal(payload, exchangetest.Key(byte(i))))
					mu.Lock()
					answers[a.Code]++
					good := err == nil && a.Code.Held()
					if good {
						receipted[prev] = true
					}
					mu.Unlock()
					if good {
						break
					}
					time.Sleep(20 * time.Millisecond)
				}
			}
		})
	}
	all.Wait()
	return receipted, answers
}

// startUnder starts a hub as a child of strace with the given flags.
func startUnder(t *testing.T, tracer, folder string, flags ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(flags, exe, "serve", "--data", folder, "--listen", "127.0.0.1:0", "--json")
	command := exec.Command(tracer, args...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that the hub can be killed with its tracer
	hub := start(t, command)
	t.Cleanup(func() { cutPower(hub) })
	return hub
}

// cutPower kills a hub and its tracer at once.
func cutPower(hub *child) {
	syscall.Kill(-hub.Process.Pid, syscall.SIGKILL)
	hub.Wait()
}

func TestNothingReceiptedIsLostWhenTheDiskWillNotSync(t *testing.T) {
	tracer := strace(t)
	folder := t.TempDir()
	schools := joinDirectly(t, folder, cutSchools)
	// From the fourth sync of a thread on, the disk says that it could not write.
	hub := startUnder(t, tracer, folder, "-f", "-o", os.DevNull, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=4+")
	receipted, answers := sendAll(t, hub.address, schools, cutRevs, 15*time.Second)
	if len(receipted) == 0 || len(receipted) == cutSchools*cutRevs || answers[exchange.Unavailable] == 0 {
		t.Fatalf("%d documents were receipted, answers %v: the fault did not come in the middle", len(receipted), answers)
	}
	// strace counts syncs for each thread, so a thread that is new may still write a few
	// times: the hub must call itself unready within five seconds.
	unready := false
	for until := time.Now().Add(5 * time.Second); !unready && time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		r, err := http.Get(hub.address + "/readyz")
		if err == nil {
			r.Body.Close()
			unready = r.StatusCode == http.StatusServiceUnavailable
		}
	}
	if !unready {
		t.Error("the hub calls itself ready over a disk that will not sync")
	}
	cutPower(hub)
	t.Logf("%d documents receipted, then %d answers \"unavailable\"", len(receipted), answers[exchange.Unavailable])
	holds(t, folder, receipted)
}

// holds checks a hub's folder whole, and that it has the documents byte for byte.
func holds(t *testing.T, folder string, receipted map[string]bool) (missing int) {
	t.Helper()
	h, err := openHub(t.Context(), folder, false)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	report, err := h.Verify(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("the records do not hold: %v, %v", report.Problems, err)
	}
	missing, err = missingFrom(t.Context(), h, receipted)
	if err != nil || missing > 0 {
		t.Errorf("%d of %d receipted documents are missing: %v", missing, len(receipted), err)
	}
	return missing
}

func missingFrom(ctx context.Context, h *openedHub, receipted map[string]bool) (missing int, err error) {
	err = h.Store.Read(ctx, func(r inbox.Reader) error {
		for id := range receipted {
			d, err := r.Document(id)
			if errors.Is(err, inbox.ErrNotFound) {
				missing++
				continue
			}
			if err != nil {
				return err
			}
			if payload, err := d.Envelope.Payload(); err != nil || exchange.DocumentID(payload) != id {
				missing++
			}
		}
		return nil
	})
	return missing, err
}

// TestPowerCutsLoseNothingReceipted records a hub at work, then rebuilds what a disk
// may hold if the power fails after any of its steps: all that was synced, and of the
// rest any part in any order, torn where a write was under way.
func TestPowerCutsLoseNothingReceipted(t *testing.T) {
	tracer := strace(t)
	folder := t.TempDir()
	schools := joinDirectly(t, folder, cutSchools)
	before := map[string][]byte{}
	for _, name := range []string{"hub.db", "hub.db-wal", keyFile} {
		if b, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			before[name] = b
		}
	}
	trace := filepath.Join(t.TempDir(), "trace")
	hub := startUnder(t, tracer, folder, "-f", "-o", trace, "-xx", "-s", "400000", "-yy", "-e", "trace=pwrite64,write,ftruncate,fsync,fdatasync")
	receipted, answers := sendAll(t, hub.address, schools, cutRevs, time.Minute)
	if len(receipted) != cutSchools*cutRevs {
		t.Fatalf("%d documents receipted, answers %v", len(receipted), answers)
	}
	cutPower(hub)
	steps := readTrace(t, trace, folder)
	syncs := 0
	for _, s := range steps {
		if s.kind == synced {
			syncs++
		}
	}
	if syncs < 10 {
		t.Fatalf("only %d syncs were recorded in %d steps", syncs, len(steps))
	}
	random := mrand.New(mrand.NewPCG(1, 1))
	missing, broken := 0, 0
	const cuts = 300
	for range cuts {
		m, b := afterCut(t, before, steps, random.IntN(len(steps)), random, false)
		missing, broken = missing+m, broken+b
	}
	if missing > 0 || broken > 0 {
		t.Errorf("%d receipted documents missing, %d folders damaged after %d cuts", missing, broken, cuts)
	}
	// The same cuts over a disk that only says that it synced must be caught: otherwise
	// this test could not fail.
	lied := 0
	for range 40 {
		m, b := afterCut(t, before, steps, random.IntN(len(steps)), random, true)
		lied += m + b
	}
	if lied == 0 {
		t.Error("a disk that does not sync lost nothing, so the cuts are no test")
	}
	t.Logf("%d steps, %d syncs, %d cuts; over a disk that lies %d losses", len(steps), syncs, cuts, lied)
}

// afterCut rebuilds the folder as it may be after a cut and looks for what it lost.
func afterCut(t *testing.T, before map[string][]byte, steps []diskStep, at int, random *mrand.Rand, lies bool) (missing, broken int) {
	t.Helper()
	files := map[string]*cutFile{}
	for name, b := range before {
		files[name] = &cutFile{safe: bytes.Clone(b)}
	}
	promised := map[string]bool{}
	for _, s := range steps[:at] {
		f := files[s.file]
		if f == nil {
			f = &cutFile{}
			files[s.file] = f
		}
		switch s.kind {
		case answered:
			promised[s.document] = true
		case synced:
			if !lies {
				f.sync(s.upTo)
			}
		default:
			f.waiting = append(f.waiting, s)
		}
	}
	delete(files, "")
	folder := t.TempDir()
	for name, f := range files {
		if err := os.WriteFile(filepath.Join(folder, name), f.afterCut(random), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, err := openHub(t.Context(), folder, false)
	if err != nil {
		return 0, 1
	}
	defer h.Close()
	report, err := h.Verify(t.Context())
	if err != nil || len(report.Problems) > 0 {
		return 0, 1
	}
	if missing, err = missingFrom(t.Context(), h, promised); err != nil {
		return missing, 1
	}
	return missing, 0
}

// cutFile is one file on a disk that may lose power.
type cutFile struct {
	safe    []byte // what is on the disk for sure
	waiting []diskStep
}

// sync makes safe what was written before the sync began.
func (f *cutFile) sync(upTo int) {
	for len(f.waiting) > 0 && f.waiting[0].n < upTo {
		f.safe = f.waiting[0].apply(f.safe, -1)
		f.waiting = f.waiting[1:]
	}
}

// afterCut returns what the disk may hold: each waiting write whole, torn or not at
// all, in any order.
func (f *cutFile) afterCut(random *mrand.Rand) []byte {
	out := f.safe
	for _, i := range random.Perm(len(f.waiting)) {
		switch random.IntN(4) {
		case 0, 1:
			out = f.waiting[i].apply(out, -1)
		case 2:
			out = f.waiting[i].apply(out, 512*random.IntN(len(f.waiting[i].bytes)/512+1))
		}
	}
	return out
}

type stepKind int

const (
	written stepKind = iota
	truncated
	synced
	answered // the hub told a school that it holds a document
)

// diskStep is one thing that the hub asked of the system.
type diskStep struct {
	n        int // its place in the record
	kind     stepKind
	file     string
	at       int64 // place in the file, or its new length
	bytes    []byte
	upTo     int    // of a sync: the steps before this one are safe
	document string // of an answer
}

// apply does the step to a file's content, in place; torn is how many bytes of it
// arrived, -1 for all.
func (s diskStep) apply(b []byte, torn int) []byte {
	if s.kind == truncated {
		if int64(len(b)) > s.at {
			return b[:s.at]
		}
		return append(b, make([]byte, s.at-int64(len(b)))...)
	}
	data := s.bytes
	if torn >= 0 {
		data = data[:min(torn, len(data))]
	}
	if need := int(s.at) + len(data); need > len(b) {
		b = append(b, make([]byte, need-len(b))...)
	}
	copy(b[s.at:], data)
	return b
}

var (
	callForm = regexp.MustCompile(`^(\d+) +(pwrite64|write|ftruncate|fsync|fdatasync)\(\d+<((?:\\x[0-9a-f]{2}|[^>])*)(?:<[^>]*>)?>(.*)$`)
	doneForm = regexp.MustCompile(`^(\d+) +<\.\.\. (fsync|fdatasync) resumed>.*= 0$`)
	textForm = regexp.MustCompile(`"((?:\\x[0-9a-f]{2})*)"`)
	heldForm = regexp.MustCompile(`^HTTP/1\.1 20[012] .*"document":"(sha256:[0-9a-f]{64})"`)
)

// readTrace reads what strace recorded of the hub's files and of its answers.
func readTrace(t *testing.T, path, folder string) []diskStep {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewReaderSize(f, 1<<20)
	var steps []diskStep
	begun := map[string]diskStep{} // syncs under way, by thread
	for {
		line, err := lines.ReadString('\n')
		if line == "" && err != nil {
			return steps
		}
		line = strings.TrimSuffix(line, "\n")
		if m := doneForm.FindStringSubmatch(line); m != nil {
			if s, ok := begun[m[1]]; ok {
				s.n = len(steps)
				steps = append(steps, s)
				delete(begun, m[1])
			}
			continue
		}
		m := callForm.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		step, ok := readCall(m[2], plainText(m[3]), m[4], folder, len(steps))
		switch {
		case !ok:
		case step.kind == synced && strings.HasSuffix(line, "<unfinished ...>"):
			begun[m[1]] = step
		case step.kind == synced && !strings.HasSuffix(line, "= 0"): // it failed
		default:
			steps = append(steps, step)
		}
	}
}

// readCall turns one call into a step, if it concerns the records or an answer.
func readCall(call, file, rest, folder string, n int) (diskStep, bool) {
	s := diskStep{n: n, file: filepath.Base(file)}
	ours := filepath.Dir(file) == folder && (s.file == "hub.db" || s.file == "hub.db-wal")
	switch call {
	case "write":
		m := heldForm.FindStringSubmatch(strings.ReplaceAll(firstText(rest), "\r\n", " "))
		if m == nil {
			return s, false
		}
		s.kind, s.file, s.document = answered, "", m[1]
		return s, true
	case "fsync", "fdatasync":
		s.kind, s.upTo = synced, n
		return s, ours
	case "ftruncate":
		s.kind = truncated
		_, err := fmt.Sscanf(rest, ", %d", &s.at)
		return s, ours && err == nil
	}
	s.kind, s.bytes = written, []byte(firstText(rest))
	_, after, _ := strings.Cut(rest[2:], `", `)
	_, after, _ = strings.Cut(after, ", ")
	at, _, _ := strings.Cut(strings.TrimSuffix(after, " <unfinished ...>"), ")")
	var err error
	s.at, err = strconv.ParseInt(strings.TrimSpace(at), 10, 64)
	return s, ours && err == nil
}

func firstText(rest string) string {
	if m := textForm.FindStringSubmatch(rest); m != nil {
		return plainText(m[1])
	}
	return ""
}

// plainText reads strace's hexadecimal.
func plainText(s string) string {
	if !strings.HasPrefix(s, `\x`) {
		return s
	}
	out := make([]byte, 0, len(s)/4)
	for i := 0; i+3 < len(s); i += 4 {
		b, err := strconv.ParseUint(s[i+2:i+4], 16, 8)
		if err != nil {
			return s
		}
		out = append(out, byte(b))
	}
	return string(out)
}

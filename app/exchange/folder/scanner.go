package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"needsbook/app/exchange"
)

// Where files go once they are judged.
const (
	doneFolder       = "done"
	quarantineFolder = "quarantine"
)

// patience is how many scans a file that cannot be read is given to become whole,
// since a synchronising program may have stopped half way.
const patience = 30

// Scanner is the hub's side. It keeps what it saw, so one Scanner watches one
// folder. A file is taken once two scans in a row saw it the same.
type Scanner struct {
	Folder  string
	Key     exchange.Key
	Receive func(ctx context.Context, envelope []byte, channel string) (exchange.Answer, error)
	// Enrol takes a request to join and makes the file that answers it, for the key that
	// asks; inbox.Inbox.EnrolByFile does. Without it requests are left where they are.
	Enrol func(ctx context.Context, file []byte) (answer []byte, device string, code exchange.Code, err error)

	seen map[string]sight
}

// sight is a file as a scan saw it.
type sight struct {
	size     int64
	changed  time.Time
	unread   int // scans in which it could not be read
	examined bool
}

// Taken is what became of one file.
type Taken struct {
	File string // its name as found
	Code exchange.Code
}

// Scan looks through the folder once. The error tells what could not be done; files
// it concerns are looked at again by the next scan.
func (s *Scanner) Scan(ctx context.Context) ([]Taken, error) {
	root, err := os.OpenRoot(s.Folder)
	if err != nil {
		return nil, fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()
	for _, f := range []string{doneFolder, quarantineFolder} {
		if err := root.Mkdir(f, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("make %s in the shared folder: %w", f, err)
		}
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, fmt.Errorf("list the shared folder: %w", err)
	}
	before := s.seen
	s.seen = map[string]sight{}
	var taken []Taken
	var faults []error
	for _, entry := range entries {
		name := entry.Name()
		kind := strings.ToLower(path.Ext(name))
		if ctx.Err() != nil || entry.IsDir() || kind != documentEnd && (kind != requestEnd || s.Enrol == nil) {
			continue
		}
		code, err := s.look(ctx, root, name, before[name])
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
		}
		if code != "" {
			taken = append(taken, Taken{name, code})
		}
	}
	return taken, errors.Join(faults...)
}

// look takes a file if it has come to rest. An empty code leaves it where it is.
func (s *Scanner) look(ctx context.Context, root *os.Root, name string, last sight) (exchange.Code, error) {
	i, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if !i.Mode().IsRegular() {
		return exchange.BadForm, s.quarantine(root, name, nil, exchange.BadForm)
	}
	now := sight{size: i.Size(), changed: i.ModTime(), examined: true}
	if !last.examined || last.size != now.size || !last.changed.Equal(now.changed) {
		s.seen[name] = now
		return "", nil
	}
	limit, take := int64(largestFile), s.takeDocument
	if strings.ToLower(path.Ext(name)) == requestEnd {
		limit, take = exchange.MaxEnrolFile, s.takeRequest
	}
	if now.size > limit {
		return exchange.TooLarge, s.quarantine(root, name, nil, exchange.TooLarge)
	}
	file, err := readPlain(root, name, limit)
	if err != nil {
		s.seen[name] = now
		return "", err
	}
	code, err := take(ctx, root, name, file)
	switch {
	case err != nil, code == exchange.Unavailable, code == exchange.TooMany:
		s.seen[name] = now
		return "", err
	case code == exchange.BadForm && last.unread < patience:
		now.unread = last.unread + 1
		s.seen[name] = now
		return "", nil
	case code != "" && !code.Held():
		return code, s.quarantine(root, name, file, code)
	case code == "":
		code = joined
	}
	return code, nil
}

// joined is what a Scan says of a request to join that the hub took.
const joined = exchange.Code("joined")

// takeDocument hands a document to the hub, and moves it away with its receipt left in
// its place once the hub holds it.
func (s *Scanner) takeDocument(ctx context.Context, root *os.Root, name string, file []byte) (exchange.Code, error) {
	code, receipt, id, m := s.judge(ctx, file)
	if !code.Held() {
		return code, nil
	}
	own := Name(m, id)
	if err := writeWhole(root, own+receiptEnd, receipt); err != nil {
		return code, err
	}
	return code, errors.Join(removeIfThere(root, own+refusedEnd), root.Rename(name, path.Join(doneFolder, own)))
}

// takeRequest hands a request to join to the hub and leaves the answer for the school,
// also when the answer is no. An empty code means that the hub took it.
func (s *Scanner) takeRequest(ctx context.Context, root *os.Root, name string, file []byte) (exchange.Code, error) {
	answer, device, code, err := s.Enrol(ctx, file)
	if err != nil || len(answer) == 0 {
		return code, nil // the hub logs its own errors
	}
	if err := writeWhole(root, answerName(device), answer); err != nil {
		return code, err
	}
	if code != "" {
		return code, nil
	}
	return "", root.Rename(name, path.Join(doneFolder, requestName(device)))
}

// judge hands the envelope inside a file to the hub.
func (s *Scanner) judge(ctx context.Context, file []byte) (code exchange.Code, receipt []byte, id string, m exchange.Meta) {
	envelope, err := exchange.Unseal(file, s.Key)
	if err != nil {
		return exchange.BadForm, nil, "", m
	}
	answer, _ := s.Receive(ctx, envelope, "folder") // the hub logs its own errors
	if !answer.Code.Held() {
		return answer.Code, nil, "", m
	}
	payload, err := envelope.Payload()
	if err != nil {
		return exchange.BadForm, nil, "", m
	}
	if m, err = exchange.ReadMeta(payload); err != nil {
		return exchange.BadForm, nil, "", m
	}
	return answer.Code, answer.Receipt, exchange.DocumentID(payload), m
}

// longestEnd is how much of a name is kept in quarantine, in bytes: with what is added
// there it stays within the 255 that a name may have.
const longestEnd = 220

// quarantine moves a file away, says why beside it, and leaves a note for the
// school unless the file is a copy, whose original may yet be taken.
func (s *Scanner) quarantine(root *os.Root, name string, file []byte, code exchange.Code) error {
	sum := sha256.Sum256(append([]byte(name+"\n"), file...))
	end := strings.ToValidUTF8(name[max(0, len(name)-longestEnd):], "")
	to := path.Join(quarantineFolder, hex.EncodeToString(sum[:4])+"_"+end)
	if err := root.Rename(name, to); err != nil {
		return err
	}
	n, err := json.Marshal(note{code, code.Sentence()})
	if err != nil {
		return err
	}
	err = writeWhole(root, to+".reason.txt", []byte(code.Sentence()+"\n"))
	if plainName(name) == name && !isPlain(root, name+receiptEnd) {
		err = errors.Join(err, writeWhole(root, name+refusedEnd, n))
	}
	return err
}

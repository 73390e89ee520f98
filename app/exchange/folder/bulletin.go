package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"needsbook/app/exchange"
)

// Ends of the files that a hub leaves for schools, and of requests to join.
const (
	bulletinEnd = ".scb" // a bulletin, sealed for one school's key
	letterEnd   = ".scl" // the hub's letter to one school, sealed for its key
	requestEnd  = ".scj" // a request to join
	answerEnd   = ".sca" // the hub's answer to one
	packEnd     = ".scp" // a pack, in the clear: packs are public rules
)

// largestBulletin is a full bulletin with the little that sealing adds.
const largestBulletin = exchange.MaxBulletin + 1<<10

// ErrNothing means that the hub has left nothing of the kind yet.
var ErrNothing = errors.New("the hub has left nothing in the shared folder yet")

func bulletinName(device string) string { return "CB_" + device + bulletinEnd }
func letterName(device string) string   { return "CL_" + device + letterEnd }
func requestName(device string) string  { return "CJ_" + device + requestEnd }
func answerName(device string) string   { return "CJ_" + device + answerEnd }
func packName(id string) string         { return "CP_" + id + packEnd }

// Bulletin returns the signed bulletin that the hub left for this key, to be opened
// with exchange.OpenBulletin. It is ErrNothing when there is none.
func (d Drop) Bulletin(key exchange.Key) ([]byte, error) {
	file, err := d.read(bulletinName(key.Public().ID()), largestBulletin)
	if err != nil {
		return nil, err
	}
	return exchange.Unseal(file, key)
}

// Letter returns the signed letter that the hub left for this key, to be opened with
// papers.OpenLetter. It is ErrNothing when there is none.
func (d Drop) Letter(key exchange.Key) ([]byte, error) {
	file, err := d.read(letterName(key.Public().ID()), largestBulletin)
	if err != nil {
		return nil, err
	}
	return exchange.Unseal(file, key)
}

// Pack returns the pack with this identifier, the SHA-256 of its bytes. It is
// ErrNothing when there is none, or one that is not whole.
func (d Drop) Pack(id string) ([]byte, error) {
	file, err := d.read(packName(id), exchange.MaxPack)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != id {
		return nil, ErrNothing
	}
	return file, nil
}

// LeaveRequest leaves a request to join, made by exchange.EnrolFile for this key.
func (d Drop) LeaveRequest(device string, request []byte) error {
	root, err := os.OpenRoot(d.Folder)
	if err != nil {
		return fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()
	if err := writeWhole(root, requestName(device), request); err != nil {
		return fmt.Errorf("write to the shared folder: %w", err)
	}
	return nil
}

// EnrolAnswer returns the hub's answer to the request of this key, to be read with
// exchange.ReadEnrolAnswer. It is ErrNothing while there is none.
func (d Drop) EnrolAnswer(device string) ([]byte, error) {
	return d.read(answerName(device), exchange.MaxEnrolFile)
}

func (d Drop) read(name string, limit int64) ([]byte, error) {
	root, err := os.OpenRoot(d.Folder)
	if err != nil {
		return nil, fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()
	b, err := readPlain(root, name, limit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNothing
	}
	if err != nil {
		return nil, fmt.Errorf("read from the shared folder: %w", err)
	}
	return b, nil
}

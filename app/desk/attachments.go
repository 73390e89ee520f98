package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode"

	"needsbook/app/access"
	"needsbook/app/register"
)

// Papers is what a store can do for papers that are kept sealed beside its file.
type Papers interface {
	// PutPaper keeps content and returns its SHA-256 digest in hexadecimal. When it
	// returns nil the paper is on the disk.
	PutPaper(ctx context.Context, content []byte) (digest string, err error)
	// Paper returns the content with a digest.
	Paper(ctx context.Context, digest string) ([]byte, error)
	// SweepPapers erases for good what no record and no change names any more.
	SweepPapers(ctx context.Context) (erased int, err error)
}

// Papers returns what the open file can do for papers that are kept with it.
func (d *Desk) Papers() Papers { return d.store.(Papers) }

// SweepPapers erases for good the sealed papers that no attachment and no change in
// the history names any more, and returns how many there were. It is for the end of
// an erasure, once the records and their changes are gone; undo cannot bring the
// papers back.
func (d *Desk) SweepPapers(ctx context.Context) (erased int, err error) {
	if err := d.allow(access.Erase); err != nil {
		return 0, err
	}
	d.papers.Lock()
	defer d.papers.Unlock()
	return d.Papers().SweepPapers(ctx)
}

// MaxAttachment is the largest paper that is kept, in bytes: 20 MB.
const MaxAttachment = 20 << 20

// AddAttachment keeps a paper with a pupil and returns the id of its record. Of a,
// the pupil, what it is, the date on it and the file's name are read; the rest is
// worked out. The sealed paper is on the disk before the record that names it.
func (d *Desk) AddAttachment(ctx context.Context, a register.Attachment, content []byte) (string, error) {
	a.ID = ""
	if err := d.checkAttachment(&a); err != nil {
		return "", err
	}
	if _, err := d.Entry(a.Pupil); err != nil {
		return "", err
	}
	d.papers.Lock()
	defer d.papers.Unlock()
	if err := d.keepPaper(ctx, &a, content); err != nil {
		return "", err
	}
	err := d.save(ctx, "Attachment for", kindAttachment, a.Pupil, &a.ID, func() any { return a })
	return a.ID, err
}

// ReplaceAttachment puts other content, from a file of a name, in the place of what
// an attachment held. Undo brings the earlier content back.
func (d *Desk) ReplaceAttachment(ctx context.Context, id, name string, content []byte) error {
	a, err := d.attachment(ctx, id)
	if err != nil {
		return err
	}
	a.Name = name
	d.papers.Lock()
	defer d.papers.Unlock()
	if err := d.keepPaper(ctx, &a, content); err != nil {
		return err
	}
	return d.save(ctx, "Replace an attachment of", kindAttachment, a.Pupil, &a.ID, func() any { return a })
}

// SaveAttachment changes what an attachment is said to be, and the date on it. Its
// content and all that was worked out from it stay as they are.
func (d *Desk) SaveAttachment(ctx context.Context, a register.Attachment) (string, error) {
	kept, err := d.attachment(ctx, a.ID)
	if err != nil {
		return "", err
	}
	kept.What, kept.On = a.What, a.On
	if err := d.checkAttachment(&kept); err != nil {
		return "", err
	}
	return kept.ID, d.save(ctx, "Change an attachment of", kindAttachment, kept.Pupil, &kept.ID, func() any { return kept })
}

// RemoveAttachment takes an attachment away. The sealed paper stays, so that undo
// brings it back, until the record is erased.
func (d *Desk) RemoveAttachment(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove an attachment of", kindAttachment, pupil, id)
}

// AttachmentContent returns the name and the content of a pupil's attachment, once
// the content is proved to be what was put in.
func (d *Desk) AttachmentContent(ctx context.Context, pupil, id string) (name string, content []byte, err error) {
	a, err := d.attachment(ctx, id)
	if err != nil {
		return "", nil, err
	}
	if a.Pupil != pupil {
		return "", nil, errNoAttachment
	}
	if content, err = d.Papers().Paper(ctx, a.Digest); err != nil {
		return "", nil, err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != a.Digest {
		return "", nil, fmt.Errorf("an attachment is not what its record says")
	}
	return a.Name, content, nil
}

var errNoAttachment = refuse("attachment", "There is no such attachment with this pupil. It may have been taken away; undo brings it back.")

func (d *Desk) attachment(ctx context.Context, id string) (a register.Attachment, err error) {
	list, err := where[register.Attachment](ctx, d.store, kindAttachment, "id", id)
	if err != nil {
		return a, err
	}
	if len(list) == 0 {
		return a, errNoAttachment
	}
	return list[0], nil
}

// checkAttachment tidies what a person says about an attachment and refuses what
// cannot be right.
func (d *Desk) checkAttachment(a *register.Attachment) error {
	a.What = strings.Join(strings.Fields(a.What), " ")
	if a.What == "" {
		return refuse("what", "Say what it is, such as “Speech therapist's report”.")
	}
	return d.needsDay("on_day", a.On)
}

// keepPaper seals content and writes into the record what it is.
func (d *Desk) keepPaper(ctx context.Context, a *register.Attachment, content []byte) (err error) {
	switch {
	case len(content) == 0:
		return refuse("content", "The file is empty, so there is nothing to attach. Choose another file.")
	case len(content) > MaxAttachment:
		return refuse("content", fmt.Sprintf("The file is larger than %d MB, which is the most that can be attached. Nothing was changed. Make it smaller, such as by scanning it in black and white, or attach its parts one by one.", MaxAttachment>>20))
	}
	a.Name = fileName(a.Name)
	a.Media = mediaOf(a.Name)
	a.Size = int64(len(content))
	a.Added, a.By = d.Today(), d.options.By
	a.Digest, err = d.Papers().PutPaper(ctx, content)
	return err
}

// fileName makes a name fit to save a file under: without its folder, without what
// cannot be seen, and not overlong. A file without a name is called "paper".
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) && r != ' ' {
			return -1
		}
		return r
	}, name))
	if name == "" || strings.Trim(name, "./") == "" {
		return "paper"
	}
	if letters := []rune(name); len(letters) > longestName {
		ending := []rune(path.Ext(name))
		if len(ending) > 10 {
			ending = nil
		}
		name = string(letters[:longestName-len(ending)]) + string(ending)
	}
	return name
}

const longestName = 120 // letters; any file system takes them

// medias are the media types of the files that schools send, by the ending of their
// names.
var medias = map[string]string{
	".pdf": "application/pdf", ".txt": "text/plain", ".csv": "text/csv", ".rtf": "application/rtf", ".html": "text/html",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".heic": "image/heic", ".tif": "image/tiff", ".tiff": "image/tiff",
	".doc": "application/msword", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xls": "application/vnd.ms-excel", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".ppt": "application/vnd.ms-powerpoint", ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt": "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".eml": "message/rfc822", ".msg": "application/vnd.ms-outlook", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4",
}

func mediaOf(name string) string {
	if media, ok := medias[strings.ToLower(path.Ext(name))]; ok {
		return media
	}
	return "application/octet-stream"
}

// Asks golang.org/x/mod/sumdb, which checks the log of Go's own modules, about checkpoints and proofs of ours:
// one question a line in JSON, one answer a line. It knows nothing of Attestry but the lines of a checkpoint.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// question is what is asked: of a note alone, of a leaf under it, of an older note, or for what Go itself would prove.
type question struct {
	Note, Old  []byte
	Keys       []string
	Index      int64
	Leaf       []byte
	Path       [][]byte
	Leaves     [][]byte
	Size, From int64
}

// answer is empty where everything holds.
type answer struct {
	Wrong string
	Path  []tlog.Hash
	Root  tlog.Hash
}

// stored keeps the hashes of the whole subtrees of a tree, as tlog counts them.
type stored []tlog.Hash

// ReadHashes hands out the hashes of these places.
func (hashes stored) ReadHashes(places []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(places))
	for index, place := range places {
		found[index] = hashes[place]
	}
	return found, nil
}

// head is the tree that a note speaks of, where one of the keys signed it.
func head(text []byte, keys []string) (tree tlog.Tree, err error) {
	var known []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return tree, err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return tree, err
	}
	// Go's own log says in its first line what it is, where C2SP's checkpoints have the origin.
	first, rest, _ := strings.Cut(opened.Text, "\n")
	if first != opened.Sigs[0].Name {
		return tree, errors.New("the origin is not the name of the key")
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + rest))
}

// path turns the bytes of hashes into hashes.
func path(hashes [][]byte) (found []tlog.Hash, err error) {
	for _, hash := range hashes {
		if len(hash) != tlog.HashSize {
			return nil, errors.New("not the size of a hash")
		}
		found = append(found, tlog.Hash(*(*[tlog.HashSize]byte)(hash)))
	}
	return found, nil
}

// prove is the root over leaves, and the path to one of them or from an older tree.
func prove(asked question) (root tlog.Hash, path []tlog.Hash, err error) {
	var hashes stored
	for index, leaf := range asked.Leaves[:asked.Size] {
		more, err := tlog.StoredHashes(int64(index), leaf, hashes)
		if err != nil {
			return root, nil, err
		}
		hashes = append(hashes, more...)
	}
	if root, err = tlog.TreeHash(asked.Size, hashes); err != nil {
		return root, nil, err
	}
	if asked.From > 0 {
		path, err = tlog.ProveTree(asked.Size, asked.From, hashes)
	} else {
		path, err = tlog.ProveRecord(asked.Size, asked.Index, hashes)
	}
	return root, path, err
}

// check says what is wrong with what is asked about.
func check(asked question) error {
	tree, err := head(asked.Note, asked.Keys)
	if err != nil {
		return err
	}
	steps, err := path(asked.Path)
	switch {
	case err != nil:
		return err
	case asked.Leaf != nil:
		return tlog.CheckRecord(steps, tree.N, tree.Hash, asked.Index, tlog.RecordHash(asked.Leaf))
	case asked.Old != nil:
		old, err := head(asked.Old, asked.Keys)
		if err != nil {
			return err
		}
		return tlog.CheckTree(steps, tree.N, tree.Hash, old.N, old.Hash)
	}
	return nil
}

// reply is the answer to a line.
func reply(line []byte) (said answer) {
	var asked question
	err := json.Unmarshal(line, &asked)
	if err == nil && asked.Leaves != nil {
		said.Root, said.Path, err = prove(asked)
	} else if err == nil {
		err = check(asked)
	}
	if err != nil {
		said.Wrong = err.Error()
	}
	return said
}

// main answers until nothing is asked any more.
func main() {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		text, err := json.Marshal(reply(line))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(string(text))
	}
}

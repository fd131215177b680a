package dev.gradus.explorer;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page has beside its steps: its language, its pages in other languages, a teacher's notes, and what a class needs. */
record Wishes(PageTexts texts, Map<String, String> others, List<Note> notes, boolean forClass) {
    static final Wishes NONE = new Wishes(PageTexts.in("en"), Map.of(), List.of(), false);

    /** Words at the steps that compute a node's value, or its gradient. */
    record Note(Node of, boolean isOfGradient, String words) {}

    Wishes in(PageTexts language) {
        return new Wishes(language, others, notes, forClass);
    }

    Wishes alsoIn(String language, String address) {
        Map<String, String> more = new LinkedHashMap<>(others);
        more.put(language, address);
        return new Wishes(texts, more, notes, forClass);
    }

    Wishes with(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new Wishes(texts, others, more, forClass);
    }

    Wishes inClass() {
        return new Wishes(texts, others, notes, true);
    }
}

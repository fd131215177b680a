package dev.gradus.explorer;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page has besides its steps: its language, its pages in other languages, a teacher's notes, what a class needs, a lesson
 * with questions, whether its scopes are closed at first, and the files of source code that it shows.
 */
record PageOptions(
        PageTexts texts,
        Map<String, String> others,
        List<Note> notes,
        boolean forClass,
        Optional<Lesson> lesson,
        boolean closed,
        List<SourceFile> sources) {
    static final PageOptions NONE =
            new PageOptions(PageTexts.in("en"), Map.of(), List.of(), false, Optional.empty(), false, List.of());

    /** Words at the steps that compute a node's value, or its gradient. */
    record Note(Node of, boolean isOfGradient, String words) {}

    /** What a class learns from a page, and questions. */
    record Lesson(String learned, List<String> questions) {
        Lesson {
            questions = List.copyOf(questions);
        }
    }

    PageOptions in(PageTexts language) {
        return new PageOptions(language, others, notes, forClass, lesson, closed, sources);
    }

    PageOptions alsoIn(String language, String address) {
        Map<String, String> more = new LinkedHashMap<>(others);
        more.put(language, address);
        return new PageOptions(texts, more, notes, forClass, lesson, closed, sources);
    }

    PageOptions with(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new PageOptions(texts, others, more, forClass, lesson, closed, sources);
    }

    PageOptions with(Lesson newLesson) {
        return new PageOptions(texts, others, notes, forClass, Optional.of(newLesson), closed, sources);
    }

    PageOptions with(SourceFile source) {
        List<SourceFile> more = new ArrayList<>(sources);
        more.add(source);
        return new PageOptions(texts, others, notes, forClass, lesson, closed, more);
    }

    PageOptions inClass() {
        return new PageOptions(texts, others, notes, true, lesson, closed, sources);
    }

    PageOptions withClosedScopes() {
        return new PageOptions(texts, others, notes, forClass, lesson, true, sources);
    }
}

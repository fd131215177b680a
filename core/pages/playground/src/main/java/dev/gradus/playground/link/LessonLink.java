package dev.gradus.playground.link;

import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.link.AddressWords.Word;
import dev.gradus.playground.link.Task.TaskProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A link that people read and write: a lesson, and perhaps another task than its own, such as
 * {@code lesson=xor&task=loss<0.02&hint=One+layer+is+not+enough}.
 *
 * @param lesson the lesson
 * @param task the definition of its task, or the empty string
 */
public record LessonLink(Example lesson, String task) {
    private static final String TASK = "task";

    /** The task of a link to a lesson without its task. */
    private static final String NO_TASK = "none";

    /** Whether a text consists of words, and is not the letters of a state. */
    static boolean isOne(String address) {
        return address.contains("=") && !address.matches("[0-9][\\w-]*(&.*)?");
    }

    /**
     * Reads a link.
     *
     * @throws TaskProblem if a part of it is wrong, with a message that names the part and what could stand there
     */
    public static LessonLink read(String address) {
        List<Word> words = AddressWords.read(address).words();
        Example lesson = words.stream()
                .filter(word -> word.name().equals("lesson"))
                .findFirst()
                .map(word -> lesson(word.value()))
                .orElseThrow(() -> new TaskProblem("This link names no lesson. Write lesson=xor first."));
        Optional<String> goal = words.stream()
                .filter(word -> word.name().equals(TASK))
                .findFirst()
                .map(Word::value);
        List<Word> others = words.stream()
                .filter(word -> !word.name().equals("lesson") && !word.name().equals(TASK))
                .toList();
        if (goal.equals(Optional.of(NO_TASK)) && others.isEmpty()) {
            return new LessonLink(lesson, "");
        }
        boolean isUsual = goal.isEmpty() && others.isEmpty();
        String own = lesson.task();
        String definition = goal.map(AddressWords::encoded).orElse(own);
        String more = others.isEmpty() ? "" : "&" + new AddressWords(others).text();
        if (definition.isEmpty() && !more.isEmpty()) {
            Task.read("rule" + more); // a word that means nothing is said first
            throw new TaskProblem("The lesson " + lesson.name() + " has no task. Write task=loss<0.01 before "
                    + others.get(0).name() + "=.");
        }
        return new LessonLink(
                lesson,
                isUsual
                        ? own
                        : fitting(Task.read(definition(definition) + more), lesson)
                                .definition());
    }

    /** The definition in words; further words can follow. */
    private static String definition(String text) {
        return text.contains(";") ? Task.read(text).definition() : text;
    }

    private static Example lesson(String name) {
        return Example.of(name).orElseThrow(() -> {
            List<String> names = Example.all().stream().map(Example::name).toList();
            return new TaskProblem(
                    "lesson=" + name + ": there is no such lesson. Lessons are " + String.join(", ", names) + ".");
        });
    }

    private static Task fitting(Task task, Example lesson) {
        long lines = lesson.program().lines().count();
        task.frozen().stream().filter(line -> line > lines).findFirst().ifPresent(line -> {
            throw new TaskProblem("freeze=" + line + ": the lesson " + lesson.name() + " has " + lines + " lines.");
        });
        return task;
    }

    /** The state that it opens. */
    Address state() {
        return new Address(
                lesson.program(),
                DataSets.of(lesson.source(), 0).orElseThrow(),
                Address.USUAL_SEED,
                Sampling.USUAL,
                lesson.settings(),
                lesson.settings(),
                Map.of(),
                List.of(),
                0,
                task,
                "",
                new double[0]);
    }

    /** The link to a state; empty if the state is more than a lesson and a task. */
    public static Optional<LessonLink> of(Address state, int usualSeed) {
        boolean isFresh = state.iteration() == 0
                && state.events().isEmpty()
                && state.beginning().isEmpty()
                && state.seed() == usualSeed
                && state.sampling().equals(Sampling.USUAL)
                && state.first().equals(state.now())
                && !state.data().isChanged();
        return Example.all().stream()
                .filter(lesson -> isFresh
                        && lesson.program().strip().equals(state.program().strip())
                        && lesson.settings().equals(state.now())
                        && lesson.source().equals(state.data().source())
                        && state.data().seed() == 0)
                .findFirst()
                .map(lesson -> new LessonLink(lesson, state.task()));
    }

    /** The link as people read it. */
    public String text() {
        String usual = Task.of(lesson.task()).map(Task::definition).orElse("");
        return "lesson=" + lesson.name()
                + (task.equals(usual) ? "" : "&" + TASK + "=" + (task.isEmpty() ? NO_TASK : task));
    }
}

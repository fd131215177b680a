package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Task;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.SoftAssertions;

/** Tasks in addresses: they come back as they were, and whatever stands there instead is refused with the part that is wrong. */
class TaskProperties {
    private static final String XOR = "lesson=xor&task=";

    @Provide
    Arbitrary<Task> tasks() {
        Arbitrary<String> sentences = Arbitraries.strings()
                .withChars("abc ÄñŷΣ漢")
                .withChars("&=+%#<>;:,.?!\"'«»/\\\t\n")
                .ofMaxLength(30)
                .map(String::strip);
        Arbitrary<String> someHints = sentences.map(hint -> hint.isEmpty() ? "?" : hint);
        Arbitrary<String> names = Arbitraries.of("tanh", "relu", "σ", "@", "**", "x_1", "W");
        Arbitrary<Double> goals = Arbitraries.doubles().between(1e-9, 1e6).ofScale(12);
        return Combinators.combine(
                        Arbitraries.of(Task.Kind.class),
                        names,
                        goals,
                        sentences,
                        someHints.list().ofMaxSize(Task.MOST_HINTS),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 40).set().ofMaxSize(6),
                        names.set().ofMaxSize(3))
                .as((kind, name, goal, says, hints, seen, frozen, forbidden) -> new Task(
                        kind,
                        kind == Task.Kind.SHAPE ? name : "",
                        kind == Task.Kind.LOSS ? goal : 0,
                        says,
                        hints,
                        seen,
                        says.toUpperCase(Locale.ROOT),
                        frozen.stream().sorted().toList(),
                        List.copyOf(forbidden)));
    }

    @Property(tries = 300)
    void aTaskComesBack(@ForAll("tasks") Task task) {
        assertThat(Task.read(task.definition())).isEqualTo(task);
        assertThat(task.definition()).doesNotContainPattern("[\\s<>#\"]|[.,:;!?')]$");
        assertThat(Task.read(asABrowserSendsIt(task.definition()))).isEqualTo(task);
    }

    /** All letters but those of ASCII are escaped, as are some signs. */
    private static String asABrowserSendsIt(String definition) {
        StringBuilder sent = new StringBuilder();
        definition
                .codePoints()
                .forEach(c -> sent.append(
                        c > 126 || c == '\''
                                ? URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                                : Character.toString(c)));
        return sent.toString();
    }

    /** Nothing that stands in an address makes the page throw; what is wrong is said. */
    @Property(tries = 300)
    void anyTextIsATaskOrIsRefused(@ForAll String text, @ForAll @IntRange(max = 60) int at) {
        String right = "loss<0.02&says=Do+it.&hint=a&hint=b&freeze=1-2,4&forbid=tanh,@&next=More%21";
        int from = Math.min(at, right.length());
        for (String definition : List.of(text, right.substring(0, from) + text + right.substring(from))) {
            Session session = new Session();
            Answers answer = Answers.of(session.begin(XOR + definition));
            assertThat(answer.has("lines") || !answer.text("message").isEmpty()).isTrue();
            session.lines("W = randn(2, 1)\nJ = mean(tanh(x @ W))");
            session.task(definition);
            session.hint();
            session.address("");
        }
    }

    @Example
    void wrongPartsAreNamed() {
        SoftAssertions softly = new SoftAssertions();
        says(softly, "lesson=xo", "lesson=xo: there is no such lesson. Lessons are line, ");
        says(softly, "task=loss%3C0.02", "This link names no lesson. Write lesson=xor first.");
        says(
                softly,
                "lesson=xor&task=los%3C0.02",
                "task=los<0.02: no such task. Write loss<0.01, rule, shape:h or backward.");
        says(
                softly,
                "lesson=xor&hints=Think",
                "Unknown word hints. The words are lesson, task, says, hint, next, freeze, forbid.");
        says(softly, "lesson=xor&task=rule&freeze=1-b", "freeze=1-b: write the numbers of lines, as in 1-3 or 2,5.");
        says(softly, "lesson=xor&task=rule&freeze=9", "freeze=9: the lesson xor has 5 lines.");
        says(softly, "lesson=xor&hint=1&hint=2&hint=3&hint=4", "hint=4: a task has at most 3 hints.");
        says(softly, "lesson=decay&hint=Think", "The lesson decay has no task. Write task=loss<0.01 before hint=.");
        softly.assertAll();
    }

    private static void says(SoftAssertions softly, String link, String message) {
        Answers answer = Answers.of(new Session().begin(link));
        softly.assertThat(answer.has("message") ? answer.text("message") : "opened")
                .startsWith(message);
    }

    @Example
    void everyLessonHasAReadableLink() {
        assertThat(dev.gradus.playground.link.Example.all()).allSatisfy(lesson -> {
            Session session = new Session();
            session.example(lesson.name());
            assertThat(session.lessonLink()).isEqualTo("lesson=" + lesson.name());
            Session other = new Session();
            other.begin(session.lessonLink());
            assertThat(other.address("")).isEqualTo(session.address(""));
            session.train(1);
            assertThat(session.lessonLink()).isEmpty();
        });
    }

    @Example
    void aLessonWithATaskHasAReadableLink() {
        Session session = new Session();
        assertThat(Answers.of(session.begin("lesson=xor&task=loss<0.02"))
                        .object("status")
                        .object("task")
                        .text("text"))
                .isEqualTo("Make the loss fall below 0.02.");
        assertThat(session.lessonLink()).isEqualTo("lesson=xor&task=loss%3C0.02");
        session.task("");
        assertThat(session.lessonLink()).isEqualTo("lesson=xor&task=none");
        session.begin(session.lessonLink());
        assertThat(Answers.of(session.status()).has("task")).isFalse();
        session.begin("lesson=xor&hint=Look+at+%E2%88%82J");
        assertThat(session.lessonLink())
                .isEqualTo(
                        "lesson=xor&task=loss%3C0.01&hint=Look+at+∂J&next=Now+use+two+hidden+units.+For+how+many+of+20+seeds+does+the+training+succeed%3F");
        session.lines("J = mean(x)");
        assertThat(session.lessonLink()).isEmpty();
    }

    @Example
    void linksOfOlderVersionsHaveWhatIsNext() {
        assertThat(Task.read("loss<0.01;Now 1+1 units & more.").next()).isEqualTo("Now 1+1 units & more.");
    }

    @Example
    void forbiddenNamesAreProblemsOfTheirLine() {
        Session session = new Session();
        session.begin("lesson=xor&task=loss<0.01&forbid=tanh,sqrt");
        Answers error = Answers.of(session.lines("")).object("error");
        assertThat(error.text("message")).as("no task about it").contains("«J»");
        session.example("xor");
        error = Answers.of(session.task("loss<0.01&forbid=sigmoid,@")).object("task");
        assertThat(error.list("forbidden", 2)).containsExactly("sigmoid", "@");
        for (String use : List.of("σ(h)", "expit(h)", "torch.sigmoid(h)", "h.sigmoid()")) {
            Answers answer = Answers.of(session.lines("h = x\nz = mean(" + use + ")\nJ = z # @ is not used"));
            assertThat(answer.truth("ok")).as(use).isFalse();
            assertThat(answer.object("error").whole("line")).isEqualTo(1);
            assertThat(answer.object("error").text("message")).matches("The task does not allow (σ|expit|sigmoid)\\.");
            assertThat(answer.objects("lines")).as("those before").hasSize(1);
        }
        assertThat(Answers.of(session.lines("h = x\nJ = mean(tanh(h))")).truth("ok"))
                .isTrue();
    }

    @Property(tries = 60)
    void frozenLinesStay(
            @ForAll @IntRange(min = 1, max = 5) int first, @ForAll @IntRange(min = 1, max = 5) int second) {
        Session session = new Session();
        session.begin("lesson=xor&task=loss<0.01&freeze=" + first + "," + second);
        List<String> lines = List.of(session.model().program().text().split("\n", -1));
        String kept = lines.get(Math.min(first, second) - 1);
        List<String> longer = IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> List.of("q" + i + " = " + i, lines.get(i)).stream())
                .toList();
        Answers answer = Answers.of(session.lines(String.join("\n", longer)));
        assertThat(answer.truth("ok")).as("%s", answer).isTrue();
        int moved = 2 * Math.min(first, second);
        assertThat(Answers.of(new Session().begin(session.address(""))).truth("ok"))
                .isTrue();
        assertThat(Address.read(session.address("")).task()).containsPattern("freeze=" + moved + "\\b");

        Answers lost = Answers.of(session.lines(String.join("\n", longer).replace(kept, kept + " * 1")));
        assertThat(lost.object("error").text("message")).isEqualTo("The task keeps this line as it is: " + kept + ".");
        String mended = lost.object("error").objects("remedies").get(0).text("program");
        assertThat(Answers.of(session.lines(mended)).toString()).doesNotContain("The task keeps");
    }

    @Example
    void hintsAreShownOneByOneAndCounted() {
        Session session = new Session();
        session.begin("lesson=xor&hint=first&hint=second");
        assertThat(task(session).list("hints", 0)).isEmpty();
        session.hint();
        String once = session.address("");
        assertThat(task(session).list("hints", 1)).containsExactly("first");
        session.hint();
        assertThat(Answers.of(session.hint()).text("message")).isEqualTo("There are no more hints.");
        assertThat(session.lessonLink()).contains("seen=2");
        session.begin(once);
        assertThat(task(session).list("hints", 2))
                .as("going back does not take them away")
                .contains("second");
        Session other = new Session();
        other.begin(once);
        assertThat(task(other).list("hints", 1)).containsExactly("first");
    }

    private static Answers task(Session session) {
        return Answers.of(session.status()).object("task");
    }

    @Example
    void aTaskIsMade() {
        Session session = new Session();
        session.example("and");
        session.optimizer("Adam", 0.1);
        session.train(200);
        Answers made = Answers.of(session.makeTask("loss<0.02&says=Be+quick.&freeze=1"));
        assertThat(made.object("task").text("text")).isEqualTo("Be quick.");
        Session student = new Session();
        Answers opened = Answers.of(student.begin(made.text("link")));
        assertThat(opened.text("optimizer")).isEqualTo("Adam");
        assertThat(student.model().iteration()).as("from the beginning").isZero();
        assertThat(task(student).text("text")).isEqualTo("Be quick.");
        assertThat(session.model().iteration()).as("the teacher's state stays").isEqualTo(200);

        assertThat(refused(session, "loss<5"))
                .matches("The loss is already 0\\.\\d+ at iteration 0\\. Choose a smaller goal\\.");
        assertThat(refused(session, "shape:q")).isEqualTo("No line defines «q».");
        assertThat(refused(session, "rule")).startsWith("No line uses a function with a rule");
        assertThat(refused(session, "backward&freeze=7")).isEqualTo("freeze=7: there are 5 lines.");
        assertThat(refused(session, "backward&freeze=3&forbid=expit"))
                .isEqualTo("Line 3 stays as it is, but sigmoid in it is not allowed.");
        session.lines("J =");
        assertThat(refused(session, "loss<0.1")).isEqualTo("Fix the lines first.");
    }

    private static String refused(Session session, String definition) {
        return Answers.of(session.makeTask(definition)).text("message");
    }

    @Example
    void theBackwardPassSolvesItsTask() {
        Exercise exercise = Exercise.of(Task.of("backward"), "");
        exercise.backwardIsRight(3);
        assertThat(exercise.sentence()).hasValue("Solved: every line of the backward pass is right.");
        Exercise other = Exercise.of(Task.of("loss<1"), "");
        other.backwardIsRight(3);
        assertThat(other.sentence()).isEmpty();
    }
}

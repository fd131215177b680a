package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.grade.Grade;
import dev.gradus.playground.grade.Grade.Result;
import dev.gradus.playground.grade.GradeTable;
import dev.gradus.playground.grade.Work;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Link;
import dev.gradus.playground.training.Training;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Receipt;
import dev.gradus.train.ReceiptRecorder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions of every kind get the result that they should. */
class GraderTest {
    private static final int SECONDS = 60;

    private static Grader grader(String lesson, String... checks) {
        Session session = new Session();
        session.example(lesson);
        return new Grader("gradus 1\n" + session.link("w", "") + "\n" + String.join("\n", checks), SECONDS);
    }

    private static Session trained(String lesson, int iterations) {
        Session session = new Session();
        session.example(lesson);
        session.train(iterations);
        return session;
    }

    @Test
    void aClassIsGraded() {
        Classroom room = new Classroom("xor", 1000);
        Grader grader = new Grader(room.task(), SECONDS);
        for (Classroom.Work work : room.works(26)) {
            Result expected = switch (work.kind()) {
                case "cut" -> Result.CUT_OFF;
                case "edited", "forged" -> Result.EDITED;
                case "version" -> Result.OTHER_VERSION;
                case "other" -> Result.OTHER_TASK;
                case "empty" -> Result.MISSING;
                case "unsolved" -> Result.NOT_SOLVED;
                default -> Result.SOLVED;
            };
            Grade grade = grader.grade(work.student(), work.link());
            assertThat(grade.result()).as(work.kind() + ": " + grade).isEqualTo(expected);
        }
    }

    @Test
    void theIterationIsThatOfThePage() {
        Session session = trained("xor", 500);
        Answers task = Answers.of(session.status()).object("task");
        assertThat(task.truth("solved")).isTrue();
        Grade grade = grader("xor").grade("A", "#" + session.link("", "tries=0shape.4shape.5sign"));
        assertThat(grade.solvedAt()).isEqualTo(task.whole("solvedAt"));
        assertThat(grade.iterations()).isEqualTo(500);
        assertThat(grade.loss())
                .isEqualTo(session.model().training().orElseThrow().loss());
        assertThat(grade.attempts()).isEqualTo(4);
        assertThat(grade.mistakes()).isEqualTo(Map.of("shape", 2, "sign", 1));
        assertThat(grade.notes()).isEmpty();
    }

    @Test
    void theStudentsOwnTaskDoesNotCount() {
        Session session = trained("xor", 5);
        session.task("loss<100");
        assertThat(Answers.of(session.status()).object("task").truth("solved")).isTrue();
        assertThat(grader("xor").grade("A", "#" + session.link("", "")).result())
                .isEqualTo(Result.NOT_SOLVED);
    }

    @Test
    void aTypedBackwardPassIsJudged() {
        Session session = new Session();
        session.data("line", 0);
        session.lines("W = zeros(1, 1)\nz = x @ W\nJ = sum((z - y)**2)\n");
        String state = session.address("");
        Grader grader = new Grader("gradus 1\n" + Link.sealed(state) + "\nbackward\n", SECONDS);
        String right = "dz = 2 * (z - y)\ndW = x.T @ dz\n", wrong = "dz = 2 * (z - y)\ndW = x @ dz\n";
        assertThat(grader.grade("A", "#" + Link.sealed(state + "&back=" + Link.encoded(right)))
                        .isSolved())
                .isTrue();
        Grade grade = grader.grade("A", "#" + Link.sealed(state + "&tries=3transpose&back=" + Link.encoded(wrong)));
        assertThat(grade.isSolved()).isFalse();
        assertThat(grade.notes()).containsExactly("The typed backward pass is not right yet.");
        assertThat(grade.mistakes()).containsExactly(Map.entry("transpose", 1));
    }

    @Test
    void linksWithoutASealAreGradedAndSaidToBeSo() {
        Grade grade = grader("xor").grade("A", "#" + trained("xor", 500).address(""));
        assertThat(grade.isSolved()).isTrue();
        assertThat(grade.notes()).containsExactly("The link has no seal.");
    }

    @Test
    void numbersThatAreNotOfTheSeedAreNamed() {
        Session session = trained("xor", 500);
        double[] numbers = session.model().values("W1");
        Session other = new Session();
        other.example("xor");
        other.set("W1", numbers);
        other.train(400);
        String link = "#" + other.link("", "");
        Grade grade = grader("xor").grade("A", link);
        assertThat(grade.notes()).containsExactly("These weights do not come from the seed alone: W1.");
        Grade strict = grader("xor", "from seed").grade("A", link);
        assertThat(strict.result()).isEqualTo(Result.NOT_SOLVED);
        assertThat(strict.notes()).containsExactly("These weights do not come from the seed alone: W1.");
    }

    @Test
    void aShapeIsGradedByItsAnswer() {
        Session session = trained("shapes", 0);
        assertThat(grader("shapes").grade("A", "#" + session.link("", "")).result())
                .isEqualTo(Result.NOT_SOLVED);
        assertThat(Answers.of(session.answer("7 × 7")).truth("solved")).isFalse();
        int[] sizes = session.model().program().node("d").orElseThrow().shape().sizes();
        String answer = sizes[0] + " × " + sizes[1];
        assertThat(Answers.of(session.answer(answer)).truth("solved")).isTrue();
        String link = session.link("", "tries=1shape");
        assertThat(grader("shapes").grade("A", "#" + link).isSolved()).isTrue();
        Session again = new Session();
        assertThat(Answers.of(again.begin(link)).object("status").object("task").truth("solved"))
                .isTrue();
        assertThat(again.link("", "tries=1shape")).isEqualTo(link);
    }

    @Test
    void aRuleIsGradedByItsCorrectionOrItsName() {
        Session session = trained("rule", 0);
        String wrong = session.link("", "");
        assertThat(grader("rule").grade("A", "#" + wrong).result()).isEqualTo(Result.NOT_SOLVED);
        assertThat(Answers.of(session.answer("softsquare")).truth("ok")).isTrue();
        String name = session.model().report().orElseThrow().guilty().stream()
                .map(Exercise::name)
                .findFirst()
                .orElseThrow();
        assertThat(Answers.of(session.answer(name)).truth("solved")).isTrue();
        assertThat(grader("rule").grade("A", "#" + session.link("", "")).isSolved())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "data circles 5: loss<0.05, circles, true, ",
        "data circles 5: loss<1e-9, circles, false, The loss on the data circles 5 is ",
        "without tanh, circles, false, The lines contain tanh.",
        "without tan, circles, true, ",
        "iterations<700, circles, true, ",
        "iterations<600, circles, false, 'It trains 600 iterations, not fewer than 600.'",
        "from seed, circles, true, ",
        "held out: loss<9, circles, false, No rows are held out.",
        "'rows: loss<0.1\nx1,x2,y\n0.9,0,0\n0,0.3,1', circles, true, ",
        "'rows: loss<0.1\nx1,x2,y\n0.9,0,1\n0,0.3,0', circles, false, The loss on the data rows is ",
        "data line 0: loss<1, circles, false, The lines do not work on the data line 0.",
    })
    void checksThatThePageDoesNotHold(String check, String lesson, boolean passes, String note) {
        Grade grade = grader(lesson, "# a comment", check)
                .grade("A", "#" + trained(lesson, 600).link("", ""));
        assertThat(grade.isSolved()).as(String.valueOf(grade)).isEqualTo(passes);
        if (!passes) {
            assertThat(grade.notes().get(0)).startsWith(note);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "gradus 2\n1abc", "gradus 1", "#1nonsense", "{\"gradus-receipt\":1}"})
    void whatIsNoTaskIsRefused(String task) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grader(task, SECONDS))
                .withMessageStartingWith("The task ");
    }

    @Test
    void wrongChecksAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grader("xor", "loss below 1"))
                .withMessageStartingWith("Unknown check: “loss below 1”. Write ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grader("xor", "data moon 3: loss<1"))
                .withMessage("The page has no data called moon.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grader("xor", "rows: loss<1", "a,b"))
                .withMessageStartingWith("The rows of the task cannot be read. ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grader("decay"))
                .withMessageStartingWith("This link has no task.");
    }

    @Test
    void submissionsStandWithinOtherText() {
        String link = trained("xor", 500).link("", "tries=0shape");
        Grader grader = grader("xor");
        for (String text : List.of(
                link,
                "#" + link,
                "\ufeff  https://host/page.html#dark&" + link + "\n",
                "gradus 1\r\n#" + link + "\r\n",
                "<p>Here: <a href=\"https://h/p.html#" + link.replace("&", "&amp;") + "\">my link</a></p>",
                "<p style=\"color: #333333; background: #1a2b3c\"><a href=\"https://h/p.html#"
                        + link.replace("&", "&amp;") + "\">#1</a></p>",
                "<p>file:///page.html#" + link.replace("&", "&amp;") + "</p>")) {
            assertThat(grader.grade("A", text).isSolved()).as(text).isTrue();
        }
        assertThat(grader.grade("A", "gradus 3\nx").notes().get(0)).contains("another version");
        assertThat(grader.grade("A", "I have lost it, sorry").result()).isEqualTo(Result.UNREADABLE);
    }

    @Test
    void whatTakesTooLongIsStopped() {
        Session session = trained("characters", 40);
        Session task = new Session();
        task.example("characters");
        Grade grade = new Grader("#" + task.link("", ""), 0).grade("A", "#" + session.link("", ""));
        assertThat(grade.result()).isEqualTo(Result.TOO_LONG);
        assertThat(grade.notes()).containsExactly("Stopped at iteration 20 of 40.");
    }

    /** Of 20 kB, whose products take seconds each. */
    @Test
    void aReceiptOfTooMuchWorkIsNotRepeated() {
        String unrun = Forgeries.recorded(
                "and",
                (x, y) -> {
                    Parameter w = Parameter.of("W", Tensor.ones(1000, 1));
                    Node square = w.matMul(w.transpose());
                    return new MseLoss(
                            x.matMul(Parameter.of("V", Tensor.ones(2, 1))),
                            y.add(square.matMul(square).matMul(square).mean()));
                },
                0);
        String none = "00".repeat(32);
        String receipt =
                Forgeries.sealed(unrun.replace("\"epochs\":[]", "\"epochs\":[\"" + none + "\",\"" + none + "\"]"));
        Session task = trained("and", 0);
        Grade grade = new Grader("#" + task.link("", ""), 5).grade("A", receipt);
        assertThat(grade.result()).isEqualTo(Result.TOO_LONG);
        assertThat(grade.notes())
                .containsExactly("Not repeated: its 2 iterations of about 6020 million operations need more than the"
                        + " 5000 million that 5 s allow.");
    }

    @Test
    void linesOfTooMuchWorkAreNotRepeated() {
        Session task = trained("spirals", 0);
        task.lines(task.model()
                .program()
                .text()
                .replace("16", "1000")
                .replace(", 8", ", 900")
                .replace("(8", "(900")
                .replace("zeros(8)", "zeros(900)"));
        Address state = Link.of(task.link("", "")).state();
        Address claimed = new Address(
                state.program(),
                state.data(),
                state.seed(),
                state.sampling(),
                state.first(),
                state.now(),
                state.beginning(),
                state.events(),
                2000,
                state.task(),
                "",
                new double[0]);
        Grade grade = grader("spirals").grade("A", "#" + claimed.text());
        assertThat(grade.result()).isEqualTo(Result.TOO_LONG);
        assertThat(grade.notes().get(0))
                .startsWith("Not repeated: its 2000 iterations of about 331 million operations need more than");
    }

    @Test
    void arraysBeyondTheMemoryAreRefused() {
        Node large = new BroadcastTo(Input.of("x", 1, 1), Shape.of(30_000, 30_000));
        assertThat(Work.of(List.of(large)).excess(1, 1000))
                .contains("Not repeated: its arrays take about 21600 MB; at most 1074 MB are allowed.");
        assertThat(Work.of(List.of(Input.of("x", 1, 1))).excess(1, 1)).isEmpty();
    }

    @Test
    void workIsThatOfThePlan() {
        Input x = Input.of("x", 10, 20), w = Input.of("w", 20, 30);
        assertThat(Work.of(Graph.of(x.matMul(w)).nodes()).operations()).isEqualTo(3 * (50 + 10 * 20 * 30));
        Node loop = Scan.times(7)
                .carry("h", x)
                .body(h -> h.matMul(Constant.of(Tensor.zeros(20, 20))))
                .carry("h");
        assertThat(Work.of(Graph.of(loop).nodes()).operations()).isGreaterThan(3 * 7 * 10 * 20 * 20.);
    }

    @Test
    void aReceiptOfATrainingInJavaIsGraded() {
        Session session = trained("and", 0);
        Training training = session.model().training().orElseThrow();
        Run run = Run.of(training.run().graph(), training.run().parameters().snapshot());
        training.feed(run);
        FirstOrderOptimizer descent = GradientDescent.of(5);
        ReceiptRecorder recorder = Receipt.record(run, descent);
        for (int epoch = 0; epoch < 600; epoch++) {
            run.forward();
            run.backward();
            descent.step(run);
            recorder.epoch();
        }
        Receipt receipt = recorder.receipt();
        Grade grade = grader("and").grade("A", receipt.toJson());
        assertThat(grade.isSolved()).as(String.valueOf(grade)).isTrue();
        session.optimizer("SGD", 5);
        session.train(600);
        assertThat(grade.solvedAt())
                .isEqualTo(Answers.of(session.status()).object("task").whole("solvedAt"));
        assertThat(grader("xor").grade("A", receipt.toJson()).result()).isEqualTo(Result.OTHER_TASK);
        assertThat(grader("and")
                        .grade("A", receipt.toJson().replace("\"learningRate\":5", "\"learningRate\":6"))
                        .result())
                .isEqualTo(Result.UNREADABLE);
    }

    @Test
    void copiesAreMarked() {
        Grader grader = grader("xor");
        String link = "#" + trained("xor", 500).link("", "");
        String later = "#" + trained("xor", 500).link("t", "tries=0shape");
        GradeTable table =
                new GradeTable(List.of(grader.grade("Ada", link), grader.grade("Bob", later), grader.grade("Eve", "")));
        assertThat(table.grades().get(0).notes()).isEmpty();
        assertThat(table.grades().get(1).notes()).containsExactly("The same training as that of Ada.");
        assertThat(table.summary())
                .isEqualTo("3 submissions: 2 solved, 1 missing.\nWrong most often:\n  shape: 1 student, 1 time\n");
    }

    @Test
    void namesAreNoFormulasInTheTable() {
        GradeTable table = new GradeTable(List.of(Grade.of("=1+1", Result.MISSING, "a \"b\", c")));
        assertThat(table.csv())
                .isEqualTo("\ufeffstudent,result,solved at,iterations,loss,attempts,mistakes,notes\r\n"
                        + "'=1+1,missing,,0,,0,,\"a \"\"b\"\", c\"\r\n");
    }
}

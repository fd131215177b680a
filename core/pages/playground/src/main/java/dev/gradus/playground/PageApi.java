package dev.gradus.playground;

import dev.gradus.explain.TraceParts;
import java.util.Optional;
import org.teavm.jso.JSExport;

/**
 * What the page asks: a table of questions, each of which goes to the {@link Session} of the page, or to its {@link Model}. The
 * method of the same name there documents it. Arrays of numbers are passed as they are, everything else as JSON.
 */
public final class PageApi {
    private static final Session SESSION = new Session();
    private static final GradeBook GRADES = new GradeBook();

    private static Optional<TraceParts> traced = Optional.empty();
    private static Object answer = "";

    /** The arguments of a question: its texts, and its numbers, in their order. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(String[] texts, double[] numbers) {
        String text(int index) {
            return index < texts.length ? texts[index] : "";
        }

        double number(int index) {
            return numbers[index];
        }

        int whole(int index) {
            return (int) number(index);
        }
    }

    private PageApi() {}

    /** TeaVM's entry point. */
    public static void main(String[] arguments) {
        // The page calls the functions below.
    }

    /**
     * Answers a question; the answer is {@link #text} or {@link #numbers}.
     *
     * @throws IllegalArgumentException if there is no such question
     */
    @JSExport
    public static void ask(String name, String[] texts, double[] numbers) {
        answer = answered(name, new Asked(texts, numbers));
    }

    private static Object answered(String name, Asked a) {
        return switch (name) {
            case "lines" -> SESSION.lines(a.text(0));
            case "data" -> SESSION.data(a.text(0), a.whole(0));
            case "csv" -> SESSION.csv(a.text(0));
            case "drawn" -> SESSION.drawn(a.numbers());
            case "points" -> SESSION.model().points();
            case "sources" -> Catalog.sources();
            case "functions" -> Catalog.functions();
            case "optimizer" -> SESSION.optimizer(a.text(0), a.number(0));
            case "train" -> SESSION.train(a.whole(0));
            case "losses" -> SESSION.model().losses();
            case "norms" -> SESSION.model().norms(a.whole(0));
            case "status" -> SESSION.status();
            case "goTo" -> SESSION.goTo(a.whole(0));
            case "startOver" -> SESSION.startOver();
            case "parameters" -> SESSION.model().parameters();
            case "values" -> SESSION.model().values(a.text(0));
            case "numbers" -> SESSION.model().numbers(a.whole(0));
            case "gradient" -> SESSION.model().gradient(a.whole(0));
            case "predicted" -> SESSION.model().predicted();
            case "nudged" -> new double[] {SESSION.model().nudged(a.text(0), a.whole(0), a.number(1))};
            case "curve" -> SESSION.model().curve(a.text(0), a.number(0), a.number(1), a.whole(2));
            case "set" -> SESSION.set(a.text(0), a.numbers());
            case "field" -> SESSION.model().field(a.number(0), a.number(1), a.number(2), a.number(3), a.whole(4));
            case "trace" -> trace(a.number(0) != 0);
            case "traceValues" -> traced.map(TraceParts::values).orElse(new double[0]);
            case "traceFormulas" ->
                traced.map(TraceParts::formulas).orElse("{\"equations\":[],\"ofSteps\":[],\"variables\":[]}");
            case "traceEquations" -> traced.map(TraceParts::equations).orElse("[]");
            case "check" -> SESSION.check();
            case "heldOut" -> SESSION.model().heldOut();
            case "tests" -> SESSION.model().tests();
            case "layers" -> SESSION.model().layers();
            case "units" -> SESSION.model().units(a.number(0), a.number(1), a.number(2), a.number(3), a.whole(4));
            case "unit" ->
                SESSION.model()
                        .unit(a.whole(0), a.whole(1), a.number(2), a.number(3), a.number(4), a.number(5), a.whole(6));
            case "spelled" -> SESSION.model().spelled(a.whole(0));
            case "sampling" -> SESSION.sampling(a.whole(0), a.whole(1), a.whole(2));
            case "beginning" -> SESSION.beginning(a.whole(0), a.whole(1), a.number(2));
            case "examples" -> Catalog.examples();
            case "example" -> SESSION.example(a.text(0));
            case "address" -> SESSION.address(a.text(0));
            case "link" -> SESSION.link(a.text(0), a.text(1));
            case "repeats" -> new double[] {SESSION.repeats(a.text(0))};
            case "begin" -> SESSION.begin(a.text(0));
            case "advance" -> SESSION.advance(a.whole(0));
            case "cancel" -> SESSION.cancel();
            case "seed" -> SESSION.seed(a.whole(0));
            default -> answeredOfTasks(name, a);
        };
    }

    private static Object answeredOfTasks(String name, Asked a) {
        return switch (name) {
            case "task" -> SESSION.task(a.text(0));
            case "makeTask" -> SESSION.makeTask(a.text(0));
            case "hint" -> SESSION.hint();
            case "lessonLink" -> SESSION.lessonLink();
            case "answer" -> SESSION.answer(a.text(0));
            case "backward" -> SESSION.backward(a.text(0));
            case "typedLosses" -> SESSION.model().typed().losses();
            case "typedTraining" -> SESSION.model().typed().comparison();
            default -> answeredOfGrades(name, a);
        };
    }

    private static Object answeredOfGrades(String name, Asked a) {
        return switch (name) {
            case "receipt" -> GradeBook.receipt(a.text(0));
            case "gradeTask" -> GRADES.task(a.text(0));
            case "gradeEntries" -> GradeBook.entries(a.text(0));
            case "gradeEntry" -> GradeBook.entry(a.text(0), a.text(1));
            case "grade" -> GRADES.grade(a.text(0), a.text(1));
            case "grades" -> GradeBook.table(a.text(0));
            default -> throw new IllegalArgumentException("there is no question '" + name + "'");
        };
    }

    /** Whether the last answer is a text. */
    @JSExport
    public static boolean isText() {
        return answer instanceof String;
    }

    /** The last answer if it is a text. */
    @JSExport
    public static String text() {
        return (String) answer;
    }

    /** The last answer if it is numbers. */
    @JSExport
    public static double[] numbers() {
        return (double[]) answer;
    }

    /** {@link Model#trace}: its {@link TraceParts#graph}, or an empty text if the lines are wrong. */
    private static String trace(boolean withUpdate) {
        traced = SESSION.model().trace(withUpdate);
        return traced.map(TraceParts::graph).orElse("");
    }
}

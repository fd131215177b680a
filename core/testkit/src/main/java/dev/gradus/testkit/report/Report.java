package dev.gradus.testkit.report;

import dev.gradus.graph.Graph;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.law.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The report of a broken law: a text that fits on a screen, and an object for programs that holds everything. */
public final class Report {
    /** The version of the object for programs. */
    public static final int VERSION = 1;

    /** The most lines of a text. Those of two brief reports and of a test runner fit on the same screen. */
    public static final int LINES = 28;

    /** Longer tensors are truncated; a smallest case has few elements. */
    private static final int LONGEST = 100;

    /** Longer lines are truncated, except the command that replays the case. */
    private static final int WIDEST = 200;

    /** The name of the last fact. */
    public static final String REPLAY = "replay";

    /** The name of the fact that says what the report lacks. */
    public static final String NOTE = "note";

    /** The name of the fact that says why the law is probably broken. */
    public static final String CAUSE = "likely cause";

    /** The name of the fact that says how to find out why the law is broken. */
    public static final String LOOK_AT = "look at";

    private static final Set<String> MEMBERS = Set.of(REPLAY, CAUSE, LOOK_AT);

    private final String headline;
    private final Finding finding;
    private final List<List<Entry<String, String>>> sections = new ArrayList<>();
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Report(String headline, Finding finding) {
        this.headline = headline;
        this.finding = finding;
        sections.add(new ArrayList<>());
        finding.facts().stream()
                .filter(fact -> !fact.name().equals(REPLAY))
                .forEach(fact -> line(fact.name(), fact.text()));
    }

    /** In the words of somebody who has written a derivative. */
    private static Finding ofFunction(Finding finding) {
        List<Finding.Fact> facts = finding.facts().stream()
                .map(fact -> new Finding.Fact(
                        fact.name().equals("backward") ? "derivative" : fact.name(),
                        fact.text().replace("the rule", "the derivative").replace("forward", "the function")))
                .toList();
        String what = finding.what()
                .replace("the gradient ∂f", "the derivative ∂f")
                .replace("the rule itself", "the first derivative");
        return new Finding(what, facts, finding.input());
    }

    /** The law that an op breaks, in words. */
    public static String headline(String law, Case where) {
        String made = where.couldBeMade() ? where.op().name() : "The op";
        return where.spec().name().orElse(made) + " breaks the law: " + law + ".";
    }

    /** The report of an op or a model that breaks this law. */
    public static Report of(String law, Case where, Finding finding) {
        boolean isModel = where.spec().isModel();
        boolean isFunction = where.spec().isFunction();
        Report report = new Report(headline(law, where), isFunction ? ofFunction(finding) : finding);
        boolean isScalar = (isFunction || isModel) && where.upstream().shape().rank() == 0;
        report.tensors(
                where,
                isScalar ? List.of() : List.of(Map.entry(isFunction ? "weights" : "upstream", where.upstream())));
        where.drawn().map(Text::attribute).ifPresent(attribute -> {
            report.line("drawn", attribute);
            report.members.put("drawn", attribute);
        });
        if (isModel) {
            report.sections.add(new ArrayList<>());
            where.body()
                    .ifPresent(body -> report.code(
                            "graph",
                            Graph.of(body.objective(where.upstream()))
                                    .toString()
                                    .stripTrailing()));
        } else if (where.couldBeMade() && !isFunction) {
            report.members.put(
                    "op", where.spec().name().orElse(where.op().getClass().getName()));
            report.rule(where);
        }
        return report;
    }

    /**
     * The object for programs, whole.
     *
     * @param law the name of the law
     * @param sentence the law in words
     * @param op the line of the op, or of the test if the op has no source code of its own
     */
    public Map<String, Object> members(String law, String sentence, Optional<SourcePlace> op, Optional<Origin> origin) {
        Map<String, Object> all = new LinkedHashMap<>(ReportFile.key(origin.map(Origin::test), law));
        all.putAll(Json.object(
                "sentence", sentence,
                "message", headline,
                "file", op.map(SourcePlace::file),
                "line", op.map(SourcePlace::line),
                "what", sentence(finding.what()),
                "likelyCause", finding.fact(CAUSE),
                "lookAt", finding.fact(LOOK_AT)));
        all.put(
                "facts",
                finding.facts().stream()
                        .filter(fact -> !MEMBERS.contains(fact.name()))
                        .map(fact -> Json.object("name", fact.name(), "text", fact.text()))
                        .toList());
        all.putAll(members);
        all.putAll(Json.object(
                "seed", origin.map(Origin::seed),
                "tries", origin.map(Origin::tries).filter(tries -> tries > 0),
                "replay", finding.fact(REPLAY).filter(replay -> !replay.isEmpty()),
                "text", text()));
        return all;
    }

    /** One line with the law and its replay, and optionally another with the numbers. */
    public static String brief(String headline, Finding finding, boolean withNumbers) {
        String replay = finding.fact(REPLAY).map(text -> " " + text).orElse("");
        String numbers = finding.facts().stream()
                .filter(fact -> !fact.text().contains("\n") && !MEMBERS.contains(fact.name()))
                .map(fact -> fact.name() + " " + fact.text())
                .collect(Collectors.joining(", "));
        return headline
                + replay
                + (withNumbers ? "\n  " + shortened(sentence(finding.what()) + " " + numbers, LONGEST) : "");
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private void tensors(Case where, List<Entry<String, Tensor>> more) {
        sections.add(new ArrayList<>());
        List<Entry<String, Tensor>> all = new ArrayList<>();
        for (int i = 0; i < where.values().size(); i++) {
            all.add(Map.entry(where.name(i), where.values().get(i)));
        }
        all.addAll(more);
        all.forEach(entry -> line(
                entry.getKey() + " " + plain(entry.getValue()), shortened(Text.compact(entry.getValue()), LONGEST)));
        members.put(
                "case",
                all.stream()
                        .map(entry -> Json.object(
                                "name", entry.getKey(),
                                "shape", plain(entry.getValue()).sizes(),
                                "data", entry.getValue().toArray()))
                        .toList());
    }

    /** The shape without the names of its axes. */
    private static Shape plain(Tensor tensor) {
        return Shape.of(tensor.shape().sizes());
    }

    /** Adds what is computed, as mathematics of one or more lines. */
    private void code(String name, String text) {
        line(name, text);
        members.put(name, text.lines().toList());
    }

    private void line(String name, String text) {
        sections.get(sections.size() - 1).add(Map.entry(name, text));
    }

    /** Adds the rule as mathematics, on a fresh instance so that it can be named "this". */
    private void rule(Case where) {
        Op op = where.anotherOp();
        isNamed(op, "this");
        sections.add(new ArrayList<>());
        code("forward", op.toString());
        try {
            code("rule", equations(where, op));
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            code("rule", "throws " + thrown.getMessage());
        }
    }

    /** Names an op, and returns false if it has another name or is already part of a graph. */
    private static boolean isNamed(Op op, String name) {
        try {
            return op.named(name) == op;
        } catch (IllegalStateException tooLate) {
            return false;
        }
    }

    /** The gradients as complete equations, with common subexpressions on lines of their own. */
    private static String equations(Case where, Op op) {
        List<Op> computed = new ArrayList<>();
        List<String> given = new ArrayList<>();
        List<Node> gradients = Backward.of(op).gradients();
        for (int i = 0; i < gradients.size(); i++) {
            String name = "∂J/∂" + where.name(i);
            Node gradient = gradients.get(i);
            if (gradient instanceof Op rule && !(rule instanceof NoGradient) && isNamed(rule, name)) {
                computed.add(rule);
            } else {
                given.add(name + " = " + text(gradient));
            }
        }
        Stream<String> equations = computed.isEmpty()
                ? Stream.empty()
                : Graph.of(computed.toArray(Node[]::new))
                        .toString()
                        .lines()
                        .filter(line -> line.contains(" = ") && !line.equals(op.toString()));
        return Stream.concat(equations, given.stream()).collect(Collectors.joining("\n"));
    }

    private static String text(Node gradient) {
        return gradient instanceof NoGradient none
                ? none.reason().map(why -> "undefined: " + why).orElse("0")
                : gradient.expression();
    }

    /** At most {@link #LINES} lines. Longer parts lose lines in their middle. */
    public String text() {
        Optional<String> replay = finding.fact(REPLAY);
        int width = Stream.concat(
                        sections.stream().flatMap(List::stream).map(Entry::getKey), replay.map(text -> REPLAY).stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        List<List<String>> parts = sections.stream()
                .map(section -> section.stream()
                        .flatMap(line -> rows(line.getKey(), line.getValue(), width))
                        .map(row -> shortened(row, WIDEST))
                        .toList())
                .toList();
        int left = LINES - 2 - (replay.isPresent() ? 1 : 0);
        int most = IntStream.iterate(left, part -> part - 1)
                .filter(part -> parts.stream()
                                .mapToInt(rows -> Math.min(rows.size(), part))
                                .sum()
                        <= left)
                .findFirst()
                .orElseThrow();
        return Stream.of(
                        Stream.of(headline, shortened(sentence(finding.what()), WIDEST)),
                        parts.stream().flatMap(rows -> withoutMiddle(rows, most)),
                        replay.stream().flatMap(text -> rows(REPLAY, text, width)))
                .flatMap(rows -> rows)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    /** A line of the report, which is several if the text is. */
    private static Stream<String> rows(String name, String text, int width) {
        List<String> lines = text.isEmpty() ? List.of("") : text.lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> "  " + (i == 0 ? name : "") + " ".repeat(width + 2 - (i == 0 ? name.length() : 0))
                        + lines.get(i));
    }

    /** The first and the last rows if there are too many. */
    private static Stream<String> withoutMiddle(List<String> rows, int most) {
        int last = (most - 1) / 2;
        int first = most - 1 - last;
        return rows.size() <= most
                ? rows.stream()
                : Stream.of(
                                rows.subList(0, first),
                                List.of("  … " + (rows.size() - first - last) + " more lines"),
                                rows.subList(rows.size() - last, rows.size()))
                        .flatMap(List::stream);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith("?") ? "" : ".");
    }
}

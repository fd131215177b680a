package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.Explanation;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Whatever nodes, axes and scopes are called, files in other languages say what they say of other names. */
@Tag("long")
class NamesInOtherLanguagesTest {
    private static final List<String> SPECIAL = List.of(
            "end",
            "graph",
            "subgraph s",
            "click n1 callback",
            "%%{init: {'theme': 'dark'}}%%",
            "%% comment",
            "---",
            "$$x^2$$",
            "`_a_`",
            "a]]>b",
            "<!--",
            "-->",
            "&lt;",
            "\"]\n".strip(),
            "\\",
            "\\\"",
            "a}b{c",
            "\\end{aligned}",
            "%",
            "_",
            "__",
            "a_",
            "^",
            "\u0302",
            "{0}");

    @Test
    void everyNameIsOnlyAName() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            List<String> names =
                    Stream.generate(() -> name(random)).distinct().limit(5).toList();
            try {
                check(names);
            } catch (AssertionError | Exception e) {
                throw new AssertionError("names " + names + " of seed " + seed, e);
            }
        }
        for (int i = 0; i < SPECIAL.size(); i++) {
            int first = i;
            check(IntStream.range(0, 5)
                    .mapToObj(k -> SPECIAL.get((first + k) % SPECIAL.size()))
                    .toList());
        }
    }

    private static String name(Random random) {
        while (true) {
            int bound = List.of(0x80, 0x300, 0x3000, 0x20000).get(random.nextInt(4));
            String text = random.ints(1 + random.nextInt(8), 0, bound)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            try {
                return Input.of(text).label();
            } catch (IllegalArgumentException notALabel) {
                // the next one
            }
        }
    }

    private static void check(List<String> names) throws Exception {
        Trace trace = trace(names), plain = trace(List.of("x", "W", "h", "J", "n_batch"));
        Diagram diagram = diagram(trace, names.get(3)), plainDiagram = diagram(plain, "J");
        parse(diagram.svg());
        assertThat(diagram.mermaid().lines().map(NamesInOtherLanguagesTest::withoutLabels))
                .isEqualTo(plainDiagram
                        .mermaid()
                        .lines()
                        .map(NamesInOtherLanguagesTest::withoutLabels)
                        .toList());
        assertThat(diagram.mermaid()).doesNotContain("%", "$");
        assertThat(diagram.dot().lines())
                .hasSameSizeAs(plainDiagram.dot().lines().toList());
        Explanation explanation = Explanation.of(trace);
        parse("<page>" + explanation.mathMl() + "</page>");
        assertBalanced(explanation.latex());
        assertThat(explanation.numpy().lines()).allMatch(line -> line.matches("[A-Za-z_]\\w* = \\S.*"));
        assertThat(explanation.java().lines()).allMatch(line -> line.matches("Node [A-Za-z_]\\w* = \\S.*;"));
        assertThat(trace.graph().toString().lines()).allMatch(line -> line.contains(":("));
    }

    private static Trace trace(List<String> names) {
        Input x = Input.of(names.get(0), Shape.of(2).named(names.get(4)));
        Parameter w = Parameter.of(names.get(1), Tensor.full(x.shape(), 2));
        Node h = x.multiply(w).named(names.get(2));
        Node loss = h.square().sum().named(names.get(3));
        return Trace.of(Evaluator.of(Graph.of(loss)).feed(x, Tensor.ones(2)));
    }

    private static Diagram diagram(Trace trace, String scope) {
        Node loss = trace.objective();
        return Diagram.of(trace).scope(scope, loss);
    }

    private static String withoutLabels(String line) {
        return line.replaceAll("\"[^\"]*\"", "…");
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml.replace("<!DOCTYPE html>", ""))));
    }

    /** Braces that LaTeX counts, which are those without a backslash, and no brace is closed before it is opened. */
    private static void assertBalanced(String latex) {
        String counted = latex.replaceAll("\\\\[\\\\{}]", "");
        int depth = 0;
        Set<Integer> depths = new HashSet<>();
        for (char letter : counted.toCharArray()) {
            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            depths.add(depth);
        }
        assertThat(depth).as(latex).isZero();
        assertThat(depths).as(latex).allMatch(each -> each >= 0);
    }
}

package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is typed, the answer is a program or a problem with a place in the text. */
class HostileTextProperties {
    private static final Map<String, Tensor> DATA = Map.of("x", Tensor.ones(3, 2), "y", Tensor.ones(3, 1));

    private static final String LINES = """
            n = 4; W1 = randn(2, n) / sqrt(2)
            def cube(a): return a**3
            grad cube: 3 * a**2
            h = cube(x @ W1)[:, 1:3].T
            s = softmax(h, axis=-1) - np.where(h > 0, 1.0, 0.0)
            J = mean((s - 1)**2) + np.sum(x[..., None]) / len(x)
            """;

    private static final List<String> WORDS = List.of(
            "x",
            "y",
            "W",
            "J",
            "=",
            "(",
            ")",
            "[",
            "]",
            ",",
            ":",
            ".",
            "@",
            "*",
            "**",
            "-",
            "+",
            "/",
            "2",
            "0",
            "1e9",
            "-1",
            "sum",
            "zeros",
            "randn",
            "reshape",
            "np.",
            "torch.",
            "axis=",
            "True",
            "None",
            "...",
            "\n",
            ";",
            "def f(a): return ",
            "grad f: ",
            "f(",
            "[::-1]",
            ".T",
            ".shape",
            "softmax(",
            "qr(",
            "split(",
            "einsum(\"ij,jk\", ",
            "'",
            "#",
            "²",
            "ŷ",
            "λ",
            "pad(",
            "one_hot(",
            "take(",
            "concat(",
            "x[",
            "keepdims=True",
            "<",
            "==",
            "^",
            "\\",
            "\u0000",
            "\ud800",
            "lambda");

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(WORDS).list().ofMaxSize(30).map(words -> String.join("", words));
    }

    @Property(tries = 300)
    void words(@ForAll("words") String text) {
        read(text);
    }

    @Example
    void aMethodBehindWhichABracketOpens() {
        read(".T[");
    }

    @Property(tries = 200)
    void letters(@ForAll String text) {
        read(text);
    }

    @Property(tries = 200)
    void aProgramWithAPartMissing(@ForAll @IntRange(max = 240) int from, @ForAll @IntRange(max = 5) int length) {
        int start = Math.min(from, LINES.length());
        read(LINES.substring(0, start) + LINES.substring(Math.min(LINES.length(), start + length)));
    }

    @Property(tries = 200)
    void aProgramWithAWordMore(@ForAll @IntRange(max = 240) int from, @ForAll @IntRange(max = 59) int word) {
        int start = Math.min(from, LINES.length());
        read(LINES.substring(0, start) + WORDS.get(word % WORDS.size()) + LINES.substring(start));
    }

    private static void read(String text) {
        Program program = Program.read(text, DATA, 1);
        program.problem().ifPresent(problem -> {
            assertThat(problem.sentence())
                    .isNotBlank()
                    .endsWith(problem.sentence().endsWith("?") ? "?" : ".");
            assertThat(problem.span().from()).isBetween(0, text.length());
            assertThat(problem.span().to()).isBetween(problem.span().from(), text.length());
            problem.remedies().forEach(remedy -> helps(problem, remedy, text));
        });
    }

    /** A remedy leaves no problem, or one that is nearer to the end, so that clicks never go in a circle. */
    private static void helps(Problem problem, Remedy remedy, String text) {
        String mended = remedy.mend(text);
        Program.withoutRemedies(mended, DATA, 1)
                .problem()
                .ifPresent(next -> assertThat(mended.length() - next.span().from())
                        .as(remedy.label())
                        .isLessThan(text.length() - problem.span().from()));
    }
}

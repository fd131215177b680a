package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is typed, each line has a verdict, and a fault has a place in the text. */
class HalfTypedLinesProperties {
    private static final BackwardPass JUDGE = Passes.of("decay");
    private static final String PASS = Passes.ALL.get("decay");

    private static final List<String> WORDS = List.of(
            "dz2",
            "dŷ",
            "dW2",
            "db2",
            "dh",
            "h",
            "W2",
            "x",
            "y",
            "ŷ",
            "z1",
            "λ",
            "n",
            "=",
            "+=",
            "-=",
            "(",
            ")",
            "[",
            "]",
            ",",
            ".T",
            "@",
            "*",
            "/",
            "**",
            "-",
            "+",
            "2",
            "0",
            "1e9",
            "np.",
            "sum(",
            ".sum(0)",
            "einsum(",
            "'ij,jk->ik'",
            "range(n)",
            "where(",
            "<",
            "reshape(",
            "-1",
            "None",
            ":",
            ";",
            "\n",
            "#",
            "\"",
            "def f(a): return a",
            "softmax(",
            "∂",
            "ᵀ",
            "if",
            "zeros(3)",
            "randn(2, 2)",
            "len(",
            "True",
            "inv(",
            "🙂");

    private static void check(String text) {
        for (Verdict verdict : JUDGE.judge(text, 0.1).verdicts()) {
            verdict.fault().ifPresent(fault -> {
                assertThat(fault.at().from()).isBetween(0, text.length());
                assertThat(fault.at().to()).isBetween(fault.at().from(), text.length());
            });
        }
    }

    @Property(tries = 200)
    void aPassCutOffAnywhere(@ForAll @IntRange(max = 250) int at, @ForAll @IntRange(max = 250) int length) {
        int from = Math.min(at, PASS.length());
        check(PASS.substring(0, from) + PASS.substring(Math.min(PASS.length(), from + length)));
        check(PASS.substring(0, from));
    }

    @Property(tries = 300)
    void wordsInAnyOrder(@ForAll("texts") String text) {
        check(text);
        check(PASS + text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(WORDS).list().ofMaxSize(25).map(words -> String.join(" ", words));
    }

    @Example
    void largeTextsAreJudgedOrRefused() {
        List<String> texts = List.of(
                "dz2 = " + "(".repeat(9000),
                "dz2 = ŷ" + "+ŷ".repeat(150),
                "dz2 = ŷ" + "*ŷ".repeat(150),
                "dz2 = ŷ" + ".T".repeat(2000),
                "a = ŷ\n" + "a = a + a\n".repeat(300) + "dz2 = a",
                "dz2 = 0\n" + "dz2 += dz2\n".repeat(300),
                "dz2 = ŷ\n".repeat(1000),
                "dz2 = ŷ[" + "ŷ[".repeat(2000),
                "x".repeat(20000),
                "dz2 = ones(1000, 1000) @ ones(1000, 1000)",
                "dz2 = \u0001\u0000");
        ThreadMXBean thread = ManagementFactory.getThreadMXBean(); // its processor time is the same on a busy machine
        long began = thread.getCurrentThreadCpuTime();
        texts.forEach(HalfTypedLinesProperties::check);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(thread.getCurrentThreadCpuTime() - began))
                .isLessThan(60);
    }
}

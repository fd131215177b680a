package dev.gradus.playground.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.lift.Lift;
import dev.gradus.lift.Lifted;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that Kotlin's compiler has compiled are lifted like Java methods. */
@Tag("long")
class LiftedKotlinTest {
    private static final String SOURCE = """
            import dev.gradus.lift.Lift
            import dev.gradus.lift.Lifted
            import kotlin.math.abs
            import kotlin.math.exp
            import kotlin.math.max
            import kotlin.math.sqrt

            class Layer(private val scale: Double) {
                operator fun invoke(x: Double) = scale * x
            }

            inline fun DoubleArray.sumBy(term: (Double) -> Double): Double {
                var sum = 0.0
                for (v in this) sum += term(v)
                return sum
            }

            fun loss(p: DoubleArray): Double {
                val layer = Layer(p[0])
                val square: (Double) -> Double = { it * it }
                var sum = p.sumBy { if (it > 0) sqrt(it) else -it }
                for (i in 0 until p.size - 1) {
                    val a = 1 - layer(p[i])
                    sum += square(a) + max(p[i + 1], 0.25) * exp(-abs(p[i]))
                }
                return when {
                    p.size < 2 -> 0.0
                    sum > 100 -> sum / 2
                    else -> sum
                }
            }

            fun value(p: DoubleArray) = loss(p)
            fun lifted(): Lifted = Lift.of(Lift.Method1<DoubleArray, Double> { loss(it) })
            fun referred(): Lifted = Lift.of(Lift.Method1<DoubleArray, Double>(::loss))
            """;

    @TempDir
    private Path folder;

    @Test
    void haveTheirValuesAndGradients() throws Exception {
        Path file = Files.writeString(folder.resolve("Program.kt"), SOURCE);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, Lift.class.getClassLoader())) {
            Class<?> program = loader.loadClass("ProgramKt");
            for (String name : new String[] {"lifted", "referred"}) {
                Lifted f = (Lifted) program.getMethod(name).invoke(program);
                double[] p = {0.5, -1.25, 2, 0.125};
                double value =
                        (double) program.getMethod("value", double[].class).invoke(program, p);
                assertThat(f.value(p)).isCloseTo(value, within(1e-14));
                double[] gradient = f.gradient(p);
                for (int i = 0; i < p.length; i++) {
                    double h = 1e-5;
                    double[] up = p.clone();
                    double[] down = p.clone();
                    up[i] += h;
                    down[i] -= h;
                    assertThat(gradient[i]).isCloseTo((f.value(up) - f.value(down)) / (2 * h), within(1e-8));
                }
            }
        }
    }
}

package dev.gradus.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Exp;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.Polygamma;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoweringTest {
    /** Defines every class of the library and of the tests anew, and remembers which. */
    private static final class Recording extends ClassLoader {
        private final List<String> loaded = new ArrayList<>();

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null
                        ? known
                        : name.startsWith("dev.gradus.") ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                loaded.add(name.substring("dev.gradus.".length()));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Trains logical AND for one step. */
    public static final class And implements Runnable {
        @Override
        public void run() {
            Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
            Parameter W = Parameter.of("W", Tensor.zeros(2, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
            Run run = Run.of(Graph.of(new MseLoss(x.matMul(W).add(b).sigmoid(), y)))
                    .feed(x, new double[] {0, 0, 0, 1, 1, 0, 1, 1})
                    .feed(y, new double[] {0, 0, 0, 1});
            run.forward();
            run.backward();
        }
    }

    @Test
    void eachFunctionIsNamedAfterAnOp() throws Exception {
        Path node = Path.of(Exp.class.getResource("Exp.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(node)) {
            List<String> ops = files.map(file -> file.getFileName().toString().toUpperCase(Locale.ROOT))
                    .toList();
            assertThat(ops)
                    .containsAll(Stream.of(UnaryFunction.values())
                            .map(f -> f.name() + ".CLASS")
                            .toList())
                    .containsAll(Stream.of(BinaryFunction.values())
                            .map(f -> f.name().replace("_", "") + "BROADCAST.CLASS")
                            .toList());
        }
    }

    @Test
    void onlyTheFunctionItselfHasAKernelAndItsDerivativesHaveNone() {
        Node x = Constant.of(1);
        assertThat(Lowering.of(new Polygamma(x, 0))).isEqualTo(new UnaryKernel(UnaryFunction.DIGAMMA));
        assertThat(Lowering.of(new Polygamma(x, 1))).isNotInstanceOf(UnaryKernel.class);
    }

    @Test
    void aGraphLoadsOnlyTheOpsAndKernelsThatItUses() throws Exception {
        Recording loader = new Recording();
        Class<?> and = loader.loadClass(And.class.getName());
        ((Runnable) and.getConstructor().newInstance()).run();
        assertThat(loader.loaded)
                .contains("node.MatMul", "node.Sigmoid", "loss.MseLoss", "lower.ProductLowering")
                .doesNotContain("node.Max", "node.Gather", "loss.L1Loss", "linalg.Solve")
                .doesNotContain("lower.MoveLowering", "lower.LinalgLowering");
    }
}

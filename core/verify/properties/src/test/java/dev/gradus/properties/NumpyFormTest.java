package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.properties.explain.NumpyProgram;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every op, except those that draw random numbers, has a NumPy form that computes what it computes; so has its rule. */
class NumpyFormTest {
    @Test
    void everyOpThatPyTorchWasAskedAboutHasOne() {
        assertThat(PyTorchCase.all())
                .allSatisfy(one -> assertThat(
                                ((Op) one.build(inputs(one))).notation().numpy())
                        .as(one.op())
                        .isNotEmpty());
    }

    @Tag("long")
    @Test
    void numpyComesToTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        for (PyTorchCase one : PyTorchCase.all()) {
            List<Input> inputs = inputs(one);
            Node op = one.build(inputs).named("f");
            Evaluator numbers = Evaluator.of(Graph.of(op.sum().named("J")));
            for (int i = 0; i < inputs.size(); i++) {
                numbers.feed(inputs.get(i), one.inputs().get(i));
            }
            program.add(Trace.of(numbers));
        }
        assertThat(program.mistakes(folder)).isEmpty();
    }

    private static List<Input> inputs(PyTorchCase one) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < one.inputs().size(); i++) {
            inputs.add(Input.of("x" + i, one.inputs().get(i).shape()));
        }
        return inputs;
    }
}

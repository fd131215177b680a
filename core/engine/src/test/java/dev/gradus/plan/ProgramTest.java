package dev.gradus.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.CyclicRewriteException;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final Parameter x = Parameter.of("x", Tensor.scalar(1));
    private final Node sine = x.sin(), cosine = sine.cos();
    private final Program program = new Program(TopologicalOrder.of(List.of(cosine)), 3, List.of(cosine), loop -> {
        throw new IllegalStateException("there is no loop");
    });

    @Test
    void aRewriteThatNeverEndsIsNamed() {
        program.rewriting("circles");
        assertThatThrownBy(() -> program.replace(program.index(sine), program.index(cosine)))
                .isInstanceOf(CyclicRewriteException.class)
                .hasMessage("The rewrite circles would compute sin(x) () from cos(sin(x)) (), which needs it or comes"
                        + " after it, so planning might never end. This is an error in the engine: please report it with"
                        + " the graph. If run.plan() lists the rewrite, without(…) of the run's builder leaves it out");
        int itself = program.index(cosine);
        assertThatThrownBy(() -> program.computeBy(itself, program.computation(itself), itself))
                .isInstanceOf(CyclicRewriteException.class)
                .hasMessageStartingWith("The rewrite circles would compute cos(sin(x)) () from cos(sin(x)) (),");
        assertThat(program.replace(itself, program.index(sine))).isTrue();
    }
}

package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reduction without axes is over all of them, kept or not; over none of them only if an empty array says so. */
class KeepDimsTest {
    private final Input x = Input.of("x", 2, 3);

    @Test
    void withoutAxesAllAreReduced() {
        List<Node> kept = List.of(
                x.sum().keepDims(),
                x.mean().keepDims(),
                x.max().keepDims(),
                x.min().keepDims(),
                x.prod().keepDims(),
                x.logSumExp().keepDims());
        List<Node> gone = List.of(x.sum(), x.mean(), x.max(), x.min(), x.prod(), x.logSumExp());
        assertThat(kept).allSatisfy(node -> assertThat(node.shape()).isEqualTo(Shape.of(1, 1)));
        assertThat(gone).allSatisfy(node -> assertThat(node.shape()).isEqualTo(Shape.scalar()));
    }

    @Test
    void anEmptyArrayIsNoAxis() {
        assertThat(x.sum(new int[0]).shape()).isEqualTo(x.shape());
        assertThat(x.sum(new int[0]).keepDims().shape()).isEqualTo(x.shape());
    }
}

package dev.gradus.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.UnaryOp;
import org.junit.jupiter.api.Test;

class LoweringTest {
    @Test
    void everyNameIsThatOfAnOpOfOneElementAfterTheOther() {
        assertThat(Lowering.elementwise())
                .allSatisfy(
                        name -> assertThat(Class.forName(name).getSuperclass()).isIn(UnaryOp.class, BinaryOp.class));
    }
}

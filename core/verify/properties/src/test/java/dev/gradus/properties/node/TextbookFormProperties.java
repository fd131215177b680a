package dev.gradus.properties.node;

import dev.gradus.node.TextbookForm;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** Whatever its other form is, it is what was computed. */
class TextbookFormProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(TextbookForm::new)
                .input("computed", dims("*"), Values.any())
                .inputWithoutDerivative("written", dims("*"), Values.any())
                .referenceTensor(in -> in.get(0))
                .refuses(Shape.of(2, 3), Shape.of(3, 2))
                .refuses(Shape.of(2, 3), Shape.of(1, 3));
    }
}

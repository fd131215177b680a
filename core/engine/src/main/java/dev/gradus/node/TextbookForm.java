package dev.gradus.node;

import java.util.List;

/**
 * A value that is computed in one form and shown in another. Rules that avoid the loss of digits, or mask the edges of
 * a domain, seldom look like the rules in a textbook. Formulas, generated code and pages show the textbook form.
 *
 * <p>∂J/∂computed is the upstream gradient. The gradient of the written form is zero; a plan does not compute that
 * form.
 */
public final class TextbookForm extends Op {
    /**
     * The value of {@code computed}, shown as {@code written}.
     *
     * @param written equal to {@code computed} wherever it neither overflows nor loses digits
     * @throws ShapeException if the shapes differ
     */
    public TextbookForm(Node computed, Node written) {
        super(computed.shape(), computed, written, TextbookForm::new);
        if (!computed.shape().equals(written.shape())) {
            throw new ShapeException("TextbookForm: " + computed.describe() + " and " + written.describe()
                    + " cannot be two forms of one value: their shapes differ");
        }
    }

    @Override
    public void forward(double[][] in, double[] out) {
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream, zero());
    }

    @Override
    public Dependence dependence() {
        return Dependence.SELECTION;
    }

    @Override
    public Node written() {
        return input(1);
    }

    @Override
    public List<String> operands() {
        return List.of("computed", "written");
    }

    @Override
    public Notation notation() {
        return Notation.function("textbookForm").java("{0}").numpy("{0}");
    }
}

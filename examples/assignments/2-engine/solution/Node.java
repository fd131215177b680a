import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The reference solution. */
abstract class Node {
    final List<Node> inputs;
    Runnable rule = () -> {};

    Node(Node... inputs) {
        this.inputs = List.of(inputs);
    }

    abstract void clearGradient();

    abstract void seedGradient();

    void sendBack() {
        rule.run();
    }

    List<Node> sorted() {
        Set<Node> order = new LinkedHashSet<>();
        visit(order);
        return List.copyOf(order);
    }

    private void visit(Set<Node> order) {
        if (order.contains(this)) {
            return;
        }
        inputs.forEach(input -> input.visit(order));
        order.add(this);
    }

    void backward() {
        List<Node> order = sorted();
        order.forEach(Node::clearGradient);
        seedGradient();
        for (int i = order.size() - 1; i >= 0; i--) {
            order.get(i).sendBack();
        }
    }
}

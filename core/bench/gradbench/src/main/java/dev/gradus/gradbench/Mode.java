package dev.gradus.gradbench;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The two ways to a gradient, which {@code particle} and {@code saddle} nest in each other. */
enum Mode {
    /** One tangent for each element of x. */
    FORWARD {
        @Override
        Node gradient(Node f, Node x) {
            Tangents tangents = Tangents.of(f);
            List<Node> slopes = new ArrayList<>();
            int n = x.shape().elements();
            for (int i = 0; i < n; i++) {
                int place = i;
                Tensor unit = Tensor.generate(x.shape(), element -> element == place ? 1 : 0);
                slopes.add(tangents.along(x, Constant.of(unit)));
            }
            return Moves.stack(0, slopes).reshape(x.shape());
        }
    },

    /** One sweep back. */
    REVERSE {
        @Override
        Node gradient(Node f, Node x) {
            return Gradients.of(f).wrt(x);
        }
    };

    /** The gradient of a node of rank 0, of x's shape. */
    abstract Node gradient(Node f, Node x);
}

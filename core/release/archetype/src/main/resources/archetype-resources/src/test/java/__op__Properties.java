package ${package};

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** Tests ${op} against every law of ops. Each law is a property of its own in the report. */
class ${op}Properties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(${op}::new)
                .input("x", anyShape(), Values.any())
                .reference(x -> x / (1 + Math.exp(-x)));
    }
}

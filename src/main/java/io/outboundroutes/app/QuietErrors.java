package io.outboundroutes.app;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/**
 * Gives every route the one error handler of the house: it never redelivers, since repeating is the call block's, and it
 * logs nothing, since the run envelope tells each failure once, with its remedy.
 */
final class QuietErrors extends MainListenerSupport {

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.maximumRedeliveries(0);
        handler.logExhausted(false);
        camel.getCamelContextExtension().setErrorHandlerFactory(handler);
    }
}

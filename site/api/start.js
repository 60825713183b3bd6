window.SwaggerUIBundle({ url: '/openapi.json', domNode: document.querySelector('#api'), deepLinking: true });
